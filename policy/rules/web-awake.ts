import { ofType, type Rule } from "../rule";

const sleeping = new Set(["eco", "free"]);

export const webAwake: Rule = {
  kind: "stack",
  id: "web-awake",
  title: "Production's web process runs on at least one dyno that never sleeps",
  reason: "Eco dynos sleep after 30 minutes without traffic, and an app without web dynos answers nobody.",
  mend: "Set application.processes.web in Pulumi.production.yaml: { quantity: 1, size: Basic } or more.",
  stacks: ["production"],
  check: (resources) => {
    if (ofType(resources, "heroku:index:App").length === 0) return [];
    const web = ofType(resources, "heroku:index:Formation").filter(({ props }) => props.type === "web");
    if (web.length === 0) return [{ message: "No formation of the process type web is declared." }];
    return web.flatMap((resource) => {
      const { quantity, size } = resource.props;
      if (Number(quantity) < 1) return [{ message: "The web process is scaled to no dyno.", resource }];
      const asleep = typeof size === "string" && sleeping.has(size.toLowerCase());
      return asleep ? [{ message: `The web process runs on ${size} dynos, which sleep.`, resource }] : [];
    });
  },
};

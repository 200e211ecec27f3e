import {
  ApiError,
  boolean,
  type App,
  type Context,
  isNotFound,
  makeOnce,
  Refused,
  resource,
  string,
  strings,
  undefinedIfGone,
} from "../engine/definition";
import { appName, buildpackName } from "./rules/names";
import { refuseWhenShared } from "./steps/refuse-when-shared";

export const app = resource({
  name: "App",
  description: `
A Heroku app. Its id is the app's UUID, so renaming it is an update that keeps everything else.

Import by id or by name: \`pulumi import heroku:index:App web penny-university\`.

## Example

\`\`\`typescript
const app = new heroku.App("web", { name: "penny-university", region: "us", stack: "heroku-24" }, { protect: true });
export const url = app.webUrl;
\`\`\`

An app is not deleted while one of its add-ons is attached to another app, for that app would lose its data.
`,
  inputs: {
    name: string({
      description:
        "The app's name: 3 to 30 of a-z, 0-9 and -, beginning with a letter, not ending with -. Unique in all of Heroku. Example: `penny-university`.",
      required: true,
      validate: appName,
    }),
    region: string({
      description:
        "Where the app runs: `us`, `eu`, or a region of a Private Space. Heroku's default is `us`. Cannot be changed.",
      forceNew: true,
      computed: true,
    }),
    stack: string({
      description:
        "The operating system image that the next build uses, such as `heroku-24`. A change takes effect with the next build.",
      computed: true,
    }),
    team: string({
      description: "The name of the Heroku Team that owns the app; a personal app has none. Cannot be changed here.",
      forceNew: true,
      computed: true,
    }),
    maintenance: boolean({
      description: "Whether visitors get the maintenance page. Undeclared, it stays as somebody set it.",
      computed: true,
    }),
    acm: boolean({
      description:
        "Whether Heroku issues and renews certificates for the app's domains (Automated Certificate Management).",
      computed: true,
    }),
    buildpacks: strings({
      description:
        'The buildpacks of the next build in their order, as names or URLs: `["heroku/nodejs", "heroku/python"]`. Undeclared, Heroku detects them.',
      computed: true,
      canonical: (buildpacks) => buildpacks.map(buildpackName),
    }),
  },
  outputs: {
    webUrl: string({
      description: "Where the app answers: `https://<name>-<suffix>.herokuapp.com/`.",
      required: true,
      changesWith: ["name"],
    }),
    gitUrl: string({
      description: "Where to push: `https://git.heroku.com/<name>.git`.",
      required: true,
      changesWith: ["name"],
    }),
    ownerEmail: string({ description: "The email address of the app's owner.", required: true }),
    createdAt: string({ description: "When the app was made, in ISO 8601.", required: true }),
  },
  importForm: "the app's id or name",
  check(inputs, olds) {
    const fixed = ["region", "team"] as const;
    return fixed
      .filter((name) => olds?.[name] && inputs[name] && olds[name] !== inputs[name] && olds.name === inputs.name)
      .map((property) => ({ property, reason: cannotMove(property, olds?.[property], inputs[property]) }));
  },
  async create(inputs, context) {
    const { name, region, stack, team } = inputs;
    const { apps } = context.platform;
    const made = { name, region, stack };
    const make = () =>
      (team ? apps.createForTeam(team, made) : apps.create(made)).catch((error: unknown) => {
        throw nameTaken(error, name) ?? error;
      });
    const app = await makeOnce({ what: `app ${name}`, make, alike: () => ownApps(name, context) }, context);
    context.made(app.id);
    await bring(app, inputs, context);
  },
  async find(importId, { platform, signal }) {
    const app = await platform.apps.get(importId, signal).catch(undefinedIfGone);
    return app && { id: app.id, inputs: {} };
  },
  async read(id, _known, { platform, signal }) {
    const app = await platform.apps.get(id, signal).catch(undefinedIfGone);
    if (!app) return undefined;
    const { name, maintenance, acm, region, build_stack, team, web_url, git_url, owner, created_at } = app;
    const buildpacks = await platform.buildpacks.list(id, signal);
    return {
      inputs: { name, maintenance, acm, buildpacks, region: region.name, stack: build_stack.name, team: team?.name },
      outputs: { webUrl: web_url ?? "", gitUrl: git_url, ownerEmail: owner.email, createdAt: created_at },
    };
  },
  async update(id, inputs, _known, context) {
    const app = await context.platform.apps.get(id, context.signal);
    refuseMove("team", app.team?.name, inputs.team);
    refuseMove("region", app.region.name, inputs.region);
    await bring(app, inputs, context);
  },
  async delete(id, _known, context) {
    const addons = await context.platform.addons.listOfApp(id, context.signal);
    await refuseWhenShared(
      addons.filter(({ app }) => app.id === id),
      context,
    );
    await context.platform.apps.delete(id);
  },
});

interface Declared {
  readonly name: string;
  readonly stack?: string;
  readonly maintenance?: boolean;
  readonly acm?: boolean;
  readonly buildpacks?: readonly string[];
}

/** Changes what is declared and is not so yet. */
async function bring(
  app: App,
  { name, stack, maintenance, acm, buildpacks }: Declared,
  { platform, signal }: Context,
): Promise<void> {
  const change = {
    ...(name === app.name ? {} : { name }),
    ...(stack === undefined || stack === app.build_stack.name ? {} : { build_stack: stack }),
    ...(maintenance === undefined || maintenance === app.maintenance ? {} : { maintenance }),
  };
  if (Object.keys(change).length > 0) await platform.apps.update(app.id, change);
  if (acm !== undefined && acm !== app.acm) await platform.apps.setAcm(app.id, acm);
  if (buildpacks === undefined) return;
  const live = await platform.buildpacks.list(app.id, signal);
  if (live.join("\n") !== buildpacks.join("\n")) await platform.buildpacks.set(app.id, buildpacks);
}

function cannotMove(property: "region" | "team", from: string | undefined, to: string | undefined): string {
  const next =
    property === "team"
      ? "Transfer it (`heroku apps:transfer`), then run `refresh`"
      : "Declare a second app under another name, move the data, then delete this one";
  return `an app cannot go from ${from ?? "no team"} to ${to} and keep its name and its data. ${next}`;
}

/** @throws Refused `cannot_move`: only the app's owner can move it, and not by a change of the app. */
function refuseMove(property: "region" | "team", from: string | undefined, to: string | undefined): void {
  if (to !== undefined && from !== to) throw new Refused("cannot_move", cannotMove(property, from, to));
}

/** The app of that name, if this account may see it. */
async function ownApps(name: string, { platform }: Context): Promise<App[]> {
  try {
    return [await platform.apps.get(name)];
  } catch (error) {
    if (isNotFound(error) || (error instanceof ApiError && error.status === 403)) return [];
    throw error;
  }
}

function nameTaken(error: unknown, name: string): Refused | undefined {
  if (!(error instanceof ApiError) || !/already taken/i.test(error.apiMessage ?? "")) return undefined;
  const next = `If it is yours, take it over: \`pulumi import heroku:index:App <name in the program> ${name}\`; else choose another name`;
  return new Refused("name_taken", `${error.message}. ${next}`);
}

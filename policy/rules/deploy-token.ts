import { type Rule } from "../rule";

const year = 366 * 24 * 3600;

export const deployToken: Rule = {
  kind: "resource",
  id: "deploy-token",
  title: "A deploy token has a narrow scope and an end",
  reason: "Heroku's tokens reach as far as their account: one that leaks and never ends is the account.",
  mend: "Give the heroku.OauthAuthorization scopes without `global`, and expiresIn of a year or less.",
  types: ["heroku:index:OauthAuthorization"],
  check: ({ name, props }) => {
    const scopes = (props.scopes ?? []) as string[];
    const { expiresIn } = props;
    return [
      ...(scopes.includes("global") ? [`The token ${name} has the scope global.`] : []),
      ...(typeof expiresIn !== "number" ? [`The token ${name} never expires.`] : []),
      ...(typeof expiresIn === "number" && expiresIn > year ? [`The token ${name} lives longer than a year.`] : []),
    ];
  },
};

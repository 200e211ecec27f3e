import { looksSecret } from "../../review/secret-look";
import { knownEntries, type Rule } from "../rule";

export const noPlainSecrets: Rule = {
  kind: "resource",
  id: "no-plain-secrets",
  title: "No plain-text value looks like a secret",
  reason: "Plain settings stand in git, in the state, in previews and in their comments, for everyone to read.",
  mend: "Name it in secretConfigVars (or actionsSecrets) and set it with `pulumi config set --secret NAME`.",
  types: ["heroku:index:ConfigVars", "github:index/actionsVariable:ActionsVariable"],
  check: ({ type, props }) =>
    (type === "heroku:index:ConfigVars" ? knownEntries(asMap(props.vars)) : variable(props))
      .filter(([name, value]) => looksSecret(name, value))
      .map(([name]) => `${name} is plain text, and looks like a secret.`),
};

const asMap = (value: unknown) => (value ?? {}) as Readonly<Record<string, unknown>>;

function variable({ variableName, value }: Readonly<Record<string, unknown>>): [string, unknown][] {
  return [[String(variableName), value]];
}

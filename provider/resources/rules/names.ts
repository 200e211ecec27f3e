import { type Wrong } from "../../engine/definition";

/** Heroku's rule: https://devcenter.heroku.com/articles/platform-api-reference#app */
export function appName(name: string): Wrong[] {
  if (/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/.test(name)) return [];
  const rule = "3 to 30 of a-z, 0-9 and -, beginning with a letter, not ending with -";
  return [{ reason: `${JSON.stringify(name)} (${name.length} characters) is not an app name. Allowed: ${rule}` }];
}

/** Heroku's rule: https://devcenter.heroku.com/articles/platform-api-reference#add-on */
export function addonName(name: string): Wrong[] {
  if (/^[a-zA-Z][A-Za-z0-9_-]+$/.test(name)) return [];
  return [
    {
      reason: `${JSON.stringify(name)} is not an add-on's name. Allowed: letters, digits, _ and -, beginning with a letter`,
    },
  ];
}

export function planName(plan: string): Wrong[] {
  if (/^[a-z0-9][a-z0-9_-]*:[a-z0-9][a-z0-9._-]*$/i.test(plan)) return [];
  return [
    {
      reason: `${JSON.stringify(plan)} is not a plan. Allowed: service and plan, such as heroku-postgresql:essential-0`,
    },
  ];
}

/** The values may be secrets: only names are told. */
export function configVarNames(vars: Readonly<Record<string, string>>): Wrong[] {
  return Object.keys(vars)
    .filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    .map((name) => ({
      path: `[${JSON.stringify(name)}]`,
      reason: `${JSON.stringify(name)} is not a config var's name. Allowed: letters, digits and _, not beginning with a digit`,
    }));
}

export function notBlank(text: string): Wrong[] {
  return text.trim() ? [] : [{ reason: "it is empty: say what to run" }];
}

/** `urn:buildpack:heroku/python` is heroku/python. */
export function buildpackName(buildpack: string): string {
  return buildpack.replace(/^urn:buildpack:/, "");
}

import { type Wrong } from "../../engine/definition";

/** https://devcenter.heroku.com/articles/oauth#scopes */
const known = ["global", "identity", "read", "write", "read-protected", "write-protected"];

export function scopes(names: readonly string[]): Wrong[] {
  if (names.length === 0) return [{ reason: `it is empty. Allowed: ${known.join(", ")}` }];
  return names.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ path: `[${index}]`, reason: `${JSON.stringify(name)} is not a scope. Allowed: ${known.join(", ")}` }],
  );
}

export function lifetime(seconds: number): Wrong[] {
  if (Number.isInteger(seconds) && seconds > 0) return [];
  return [{ reason: `${seconds} is not a lifetime. Allowed: whole seconds, 1 or more` }];
}

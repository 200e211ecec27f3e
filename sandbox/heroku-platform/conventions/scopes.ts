import type { Caller } from "../directory";
import { forbidden } from "../errors";

/** What a route needs. `protected` is what shows or sets secrets: config vars. */
export type Need = "account" | "read" | "write" | "read-protected" | "write-protected" | "global";

/** The scopes that suffice for each need. Source: https://devcenter.heroku.com/articles/oauth#scopes */
const sufficient: Readonly<Record<Need, readonly string[]>> = {
  account: ["global", "identity"],
  read: ["global", "read", "write", "read-protected", "write-protected"],
  write: ["global", "write", "write-protected"],
  "read-protected": ["global", "read-protected", "write-protected"],
  "write-protected": ["global", "write-protected"],
  global: ["global"],
};

/** What a route needs by its method and path. */
export function needOf(method: string, route: string): Need {
  const reads = method === "GET" || method === "HEAD";
  if (route.startsWith("/oauth")) return "global";
  if (route === "/account" || route.startsWith("/users/:user"))
    return reads && !route.endsWith("/apps") ? "account" : reads ? "read" : "global";
  if (route.includes("config")) return reads ? "read-protected" : "write-protected";
  return reads ? "read" : "write";
}

export const acceptedScopes = (need: Need): string => sufficient[need].join(" ");

export function requireScope(caller: Caller, need: Need): void {
  if (!caller.scope.some((scope) => sufficient[need].includes(scope)))
    throw forbidden(`The scope of this OAuth authorization doesn't allow access to this resource.`);
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An endpoint that a client calls: each parameter of the path is `x`. */
export interface ClientCall {
  readonly method: string;
  readonly path: string;
}

/** The names under which its code holds its HTTP clients. */
const client = /\b(?:heroku|herokuA[Pp][Ii]|api|client|dataApi|shogun)\./.source;
const address = /(?:'([^']+)'|"([^"]+)"|`([^`]+)`)/.source;

/** `heroku.get("/apps")`, ``this.dataApi.request<App>(`/apps/${app}`, { method: 'PATCH' })``, and what follows up to the next call. */
const call = new RegExp(
  `${client}(get|post|put|patch|delete|request)(?:<[^>]*>)?\\(\\s*${address}(?=((?:(?!${client})[^]){0,300}))`,
  "g",
);

/** What the heroku CLI's own code calls, read in what is installed; paths that are a parameter as a whole are left out. */
export function callsOfCli(bin: string): ClientCall[] {
  const root = join(bin, "../heroku/dist");
  const found = new Map<string, ClientCall>();
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js")))
    for (const [, verb = "", ...parts] of readFileSync(join(root, file), "utf8").matchAll(call)) {
      const [single, double, template, rest = ""] = parts;
      const method = verb === "request" ? (/method: '(\w+)'/.exec(rest)?.[1] ?? "GET") : verb.toUpperCase();
      const path = pathOf(single ?? double ?? template ?? "");
      if (path.startsWith("/") && path !== "/x") found.set(`${method} ${path}`, { method, path });
    }
  return [...found.values()];
}

/** Without its query, which the CLI puts into a variable `suffix` once. */
const pathOf = (text: string): string =>
  text
    .replace("${suffix}", "")
    .replace(/\$\{[^}]*\}/g, "x")
    .replace(/\?.*/, "");

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { herokuClientGaps } from "./heroku-client-gaps";
import { herokuDataGaps } from "./heroku-data-gaps";
import { herokuPlatformGaps } from "./heroku-platform-gaps";

interface Schema {
  readonly definitions: Readonly<
    Record<string, { readonly links?: readonly { readonly method: string; readonly href: string }[] }>
  >;
}

interface Endpoint {
  /** `GET /apps/:/dynos`: each identity as `:`. */
  readonly name: string;
  readonly resource: string;
  /** Why the sandbox answers 501; absent when it does what the vendor does. */
  readonly gap?: string;
}

/** `/users/~/apps` and `/users/:account/apps` are one endpoint. */
const plain = (method: string, route: string): string =>
  `${method} ${route.replace(/\{[^}]*\}|:\w+/g, ":").replace("/users/~/", "/users/:/")}`;

function endpoints(): Endpoint[] {
  const schema = JSON.parse(readFileSync(join(__dirname, "heroku-platform.schema.json"), "utf8")) as Schema;
  const gaps = new Map(herokuPlatformGaps.map(({ method, path, reason }) => [plain(method, path), reason]));
  const all = new Map<string, Endpoint>();
  for (const [resource, { links = [] }] of Object.entries(schema.definitions))
    for (const { method, href } of links) {
      const name = plain(method, href);
      if (!all.has(name)) all.set(name, { name, resource, gap: gaps.get(name) });
    }
  return [...all.values()];
}

const share = (rows: readonly Endpoint[]): string =>
  `${rows.filter(({ gap }) => gap === undefined).length} of ${rows.length}`;

export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function byReason(missing: readonly (readonly [name: string, reason: string])[]): string {
  const groups = groupBy(missing, ([, reason]) => reason);
  return [...groups]
    .map(([reason, rows]) => `### The sandbox: ${reason}\n\n${rows.map(([name]) => `- \`${name}\``).join("\n")}\n`)
    .join("\n");
}

/** Each path once, with its methods. */
function unpublished(): string {
  const paths = groupBy([...herokuDataGaps, ...herokuClientGaps], ({ path, reason }) => `${path}\n${reason}`);
  const rows = [...paths.values()].map((gaps) => {
    const methods = gaps.map(({ method }) => method).join(" ");
    return [plain(methods, gaps[0]?.path ?? ""), gaps[0]?.reason ?? ""] as const;
  });
  return byReason(rows);
}

/** docs/reference/sandbox-coverage.md: what of Heroku's Platform API the sandbox does. That the gaps are all gaps, a test holds. */
export function coverageDocument(): string {
  const all = endpoints();
  const resources = [...groupBy(all, ({ resource }) => resource)].map(([name, rows]) => `| ${name} | ${share(rows)} |`);
  const missing = all.filter(({ gap }) => gap !== undefined);
  const reasons = byReason(missing.map(({ name, gap = "" }) => [name, gap]));
  return [
    "# What of Heroku's Platform API the sandbox does",
    "Written by `npm run reference`; do not edit. The endpoints are those of Heroku's own schema (`sandbox/contracts/heroku-platform.schema.json`).",
    `**${share(all)} endpoints** are implemented; the others answer 501 with their reason.`,
    `## By resource\n\n| resource | implemented |\n| --- | --- |\n${resources.join("\n")}`,
    `## What is missing, and why\n\n${reasons}`,
    `## The Data API, and what else clients call\n\nHeroku publishes no schema of these. What of them is known and answers 501:\n\n${unpublished()}`,
  ].join("\n\n");
}

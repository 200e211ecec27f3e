import { readFileSync } from "node:fs";
import { join } from "node:path";
import { byReason, groupBy } from "./coverage";
import { githubClientGaps } from "./github-client-gaps";
import { githubGaps } from "./github-gaps";

/** `GET /repos/{}/{}/pulls`: the names of parameters differ between the description and the router. */
const plain = (endpoint: string): string => endpoint.replace(/\{[^}]+\}|:\w+/g, "{}");

/** `/repos/{}/{}/pulls/{}` is about `repos: pulls`, `/orgs/{}` about `orgs`. */
function areaOf(endpoint: string): string {
  const [first = "", ...rest] = plain(endpoint).split(" ")[1]!.split("/").filter(Boolean);
  const second = rest.find((part) => part !== "{}");
  return second === undefined ? first : `${first}: ${second}`;
}

/** docs/reference/sandbox-coverage-github.md: what of the areas of GitHub's REST API that are in use the sandbox does. */
export function githubCoverageDocument(): string {
  const file = join(__dirname, "github-rest.schema.json");
  const { answers } = JSON.parse(readFileSync(file, "utf8")) as { answers: Readonly<Record<string, unknown>> };
  const done = Object.keys(answers);
  const missing = githubGaps.map(({ method, path, reason }) => [`${method} ${path}`, reason] as const);
  const besides = githubClientGaps.map(({ method, path, reason }) => [plain(`${method} ${path}`), reason] as const);
  const all = [...done.map((name) => ({ name, done: true })), ...missing.map(([name]) => ({ name, done: false }))];
  const share = (rows: typeof all): string => `${rows.filter((row) => row.done).length} of ${rows.length}`;
  const areas = [...groupBy(all, ({ name }) => areaOf(name))].map(([name, rows]) => `| ${name} | ${share(rows)} |`);
  return [
    "# What of GitHub's REST API the sandbox does",
    "Written by `npm run reference`; do not edit. The endpoints are those of GitHub's own OpenAPI description (`@octokit/openapi` 23.0.2) in the areas that a delivery pipeline touches; of other areas (packages, codespaces, billing …) there is nothing but what a client asks, at the end. What workflows can do is [told apart](sandbox-workflows.md).",
    `**${share(all)} endpoints** are implemented; tests hold their answers against the description. The others answer 501 with their reason. Besides these there are git over HTTP, GraphQL with GitHub's whole schema (repositories, organizations, teams, users and branch protection are answered), and the addresses by id that GitHub's Terraform provider asks.`,
    `## By area\n\n| area | implemented |\n| --- | --- |\n${areas.join("\n")}`,
    `## What is missing, and why\n\n${byReason(missing.map(([name, reason]) => [plain(name), reason]))}`,
    `## What GitHub's Terraform provider calls besides\n\nFor resources that are out of these areas; each answers 501.\n\n${byReason(besides)}`,
  ].join("\n\n");
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type fc from "fast-check";
import { implementedEndpoints, pathShape } from "../../../sandbox/github/implemented";
import { fromSchema } from "./from-schema";
import type { Endpoint } from "./heroku";

const contract = JSON.parse(
  readFileSync(join(__dirname, "../../../sandbox/contracts/github-rest.schema.json"), "utf8"),
) as { readonly requests: Readonly<Record<string, object>> };

/** The repository that the sandbox is stocked with. */
export const stocked = { owner: "penny-university", repo: "fuzz", team: "fuzz-team" };

/** What exists, by the names of routes' parameters. */
export const inPaths = {
  owner: [stocked.owner],
  repo: [stocked.repo],
  org: [stocked.owner],
  login: ["penny-developer"],
  branch: ["main", "fuzz"],
  ref: ["main", "heads/fuzz"],
  sha: ["main", "fuzz"],
  basehead: ["main...fuzz"],
  number: ["1", "2"],
  "*": ["file.txt", "README.md", "heads/main", "main"],
  environment: ["fuzz"],
  name: ["FUZZ", "bug"],
  team: [stocked.team],
  workflow: ["ci.yml"],
};

/** What exists, by the names of bodies' properties. */
const inBodies = {
  ref: ["refs/heads/made", "main"],
  branch: ["main", "fuzz"],
  base: ["main"],
  head: ["fuzz-2"],
  title: ["A title"],
  restrictions: [null],
  required_pull_request_reviews: [null],
  contexts: [["test"]],
  checks: [[{ context: "test" }]],
  users: [[]],
  teams: [[]],
  apps: [[]],
  parents: [[]],
  homepage: ["https://localhost:1/", null],
  name: ["FUZZ", "bug", "fuzz-made"],
  names: [["django", "learning"]],
  description: ["Words"],
  conclusion: ["success"],
  state: ["success", "open"],
  event: ["COMMENT"],
  permission: ["push"],
  owner: ["penny-university"],
  // What would take the repository away while others are asked about it.
  archived: [false],
  visibility: ["public"],
  private: [false],
};

/** What would take the rights from who asks. */
const excluded = /^(PUT|DELETE) \/orgs\/:org\/memberships\/:login$/;

export const githubEndpoints = (): Endpoint[] =>
  implementedEndpoints()
    .filter(
      ({ method, path }) => !path.startsWith("/repositories/:repository_id") && !excluded.test(`${method} ${path}`),
    )
    .map(({ method, path }) => ({ method, route: path }));

/** @param sha of a commit that exists */
export function githubBody({ method, route }: Endpoint, sha: string): fc.Arbitrary<unknown> | undefined {
  const wanted = `${method} ${pathShape(route)}`;
  const found = Object.entries(contract.requests).find(([name]) => pathShape(name) === wanted);
  return found && fromSchema(found[1], { root: contract, existing: { ...inBodies, sha: [sha], head_sha: [sha] } });
}

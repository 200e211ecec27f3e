import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { createGitHub, githubServer, type GitHub, type GitHubSeed } from "../../sandbox/github";
import { Clock } from "../../sandbox/kit/clock";
import { Faults } from "../../sandbox/kit/faults";
import { createServer, listen } from "../../sandbox/kit/server";
import { Store } from "../../sandbox/kit/store";

/** GitHub as the contract tests meet it: the simulator, or the real service when CONTRACT_GITHUB_TOKEN and CONTRACT_GITHUB_ORG are set. */
export interface GitHubUnderTest {
  readonly owner: string;
  readonly token: string;
  /** `https://api.github.com`, or the simulator's `…/api/v3`. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Where git clones from, without a final slash. */
  readonly gitUrl: string;
  readonly octokit: Octokit;
  /** The simulator itself; undefined at the real service. */
  readonly simulator: GitHub | undefined;
  stop(): Promise<void>;
}

const contractSeed: GitHubSeed = {
  organizations: [
    { login: "orchard", name: "Orchard", plan: "team" },
    { login: "meadow", plan: "free" },
  ],
  users: [{ login: "somebody", email: "somebody@example.com" }],
  repositories: [
    { owner: "orchard", name: "apples", defaultBranch: "master", createdAt: "2019-05-01T08:00:00Z" },
    { owner: "orchard", name: "hidden", defaultBranch: "main", visibility: "private" },
    { owner: "meadow", name: "secluded", defaultBranch: "main", visibility: "private" },
  ],
};

export async function startGitHub(): Promise<GitHubUnderTest> {
  const { CONTRACT_GITHUB_TOKEN: token, CONTRACT_GITHUB_ORG: owner } = process.env;
  if (token && owner) return realGitHub(token, owner);
  return simulatedGitHub();
}

const client = (baseUrl: string, auth: string): Octokit =>
  new Octokit({ baseUrl, auth, log: { debug: silent, info: silent, warn: silent, error: silent } });
const silent = (): void => undefined;

function realGitHub(token: string, owner: string): GitHubUnderTest {
  const apiUrl = "https://api.github.com";
  const urls = { apiUrl, graphqlUrl: `${apiUrl}/graphql`, gitUrl: "https://github.com" };
  return { owner, token, ...urls, octokit: client(apiUrl, token), simulator: undefined, stop: async () => undefined };
}

export type SimulatedGitHub = GitHubUnderTest & { readonly simulator: GitHub; readonly faults: Faults };

/** A simulator of its own, in a temporary folder. */
export async function simulatedGitHub(seed: GitHubSeed = contractSeed): Promise<SimulatedGitHub> {
  const folder = mkdtempSync(join(tmpdir(), "github-"));
  const store = new Store(join(folder, "state.json"));
  const token = "contract-token";
  const simulator = createGitHub({ store, clock: new Clock(), folder, token, login: "gardener", seed });
  const faults = new Faults();
  const server = createServer({ name: "github", stores: [store], faults, ...githubServer });
  simulator.register(server);
  await simulator.seed();
  const gitUrl = `http://127.0.0.1:${await listen(server)}`;
  const apiUrl = `${gitUrl}/api/v3`;
  const stop = async (): Promise<void> => {
    await server.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const urls = { apiUrl, graphqlUrl: `${gitUrl}/api/graphql`, gitUrl };
  return { owner: "orchard", token, ...urls, octokit: client(apiUrl, token), simulator, faults, stop };
}

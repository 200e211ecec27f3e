import { Octokit } from "@octokit/rest";
import { systemTime, type Time } from "../transport";
import { Checks } from "./checks";
import { Commits } from "./commits";
import { Environments } from "./environments";
import { Issues } from "./issues";
import { type RepositoryName } from "./names";
import { Pulls } from "./pulls";
import { Refs } from "./refs";
import { requests } from "./requests";

export * from "./errors";
export type { RepositoryName } from "./names";

export interface GitHubOptions {
  /** `https://api.github.com`, or the sandbox's `…/api/v3`; without a trailing slash. */
  readonly apiUrl: string;
  /** Never told in errors. */
  readonly token: string;
  readonly repository: RepositoryName;
  readonly userAgent?: string;
  readonly time?: Time;
}

/** One repository, through GitHub's REST API. */
export class GitHubClient {
  readonly checks: Checks;
  readonly commits: Commits;
  readonly environments: Environments;
  readonly issues: Issues;
  readonly pulls: Pulls;
  readonly refs: Refs;
  readonly #requests: ReturnType<typeof requests>;

  constructor(options: GitHubOptions) {
    const { apiUrl, token, repository, userAgent = "penny", time = systemTime } = options;
    const silent = () => undefined;
    this.#requests = requests({ apiUrl, token, time });
    const octokit = new Octokit({
      baseUrl: apiUrl,
      auth: token,
      userAgent,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      request: { fetch: this.#requests.fetch },
    });
    octokit.hook.wrap("request", (request, sending) => this.#requests.wrap(sending, async () => request(sending)));
    this.checks = new Checks(octokit, repository);
    this.commits = new Commits(octokit, repository);
    this.environments = new Environments(octokit, repository);
    this.issues = new Issues(octokit, repository);
    this.pulls = new Pulls(octokit, repository);
    this.refs = new Refs(octokit, repository);
  }

  async close(): Promise<void> {
    await this.#requests.close();
  }
}

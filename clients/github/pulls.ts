import { type Octokit } from "@octokit/rest";
import { type RepositoryName } from "./names";

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly merged: boolean;
  /** Of the commit that the merge made; null before. */
  readonly mergeCommit: string | null;
  /** For people. */
  readonly url: string;
}

export interface NewPull {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
}

interface Answered {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly html_url: string;
}

/** Pull requests. */
export class Pulls {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  async get(number: number): Promise<Pull> {
    const { data } = await this.octokit.rest.pulls.get({ ...this.repository, pull_number: number });
    return pull(data);
  }

  /** The first lines of its commits' messages, the oldest first. */
  async subjects(number: number): Promise<string[]> {
    const of = { ...this.repository, pull_number: number, per_page: 100 };
    const commits = await this.octokit.paginate(this.octokit.rest.pulls.listCommits, of);
    return commits.map(({ commit }) => commit.message.split("\n")[0] ?? "");
  }

  /** Those that brought the commit. */
  async ofCommit(sha: string): Promise<Pull[]> {
    const at = { ...this.repository, commit_sha: sha };
    return (await this.octokit.rest.repos.listPullRequestsAssociatedWithCommit(at)).data.map(pull);
  }

  /** The open one from that branch. */
  async openFrom(branch: string): Promise<Pull | undefined> {
    const { owner } = this.repository;
    const { data } = await this.octokit.rest.pulls.list({
      ...this.repository,
      head: `${owner}:${branch}`,
      state: "open",
    });
    return data.map(pull)[0];
  }

  async create(wanted: NewPull): Promise<Pull> {
    return pull((await this.octokit.rest.pulls.create({ ...this.repository, ...wanted })).data);
  }
}

function pull({ number, title, state, merged_at, merge_commit_sha, html_url }: Answered): Pull {
  return { number, title, state, merged: merged_at !== null, mergeCommit: merge_commit_sha, url: html_url };
}

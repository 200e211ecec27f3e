import { type Octokit } from "@octokit/rest";
import { type RepositoryName } from "./names";

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly parents: readonly string[];
  /** ISO 8601. */
  readonly date: string;
}

export interface NewCommit {
  readonly message: string;
  /** Path to content: all that the commit holds. */
  readonly files: Readonly<Record<string, string>>;
  readonly parents: readonly string[];
}

/** Commits as git objects; no branch moves by making one. */
export class Commits {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  async get(sha: string): Promise<Commit> {
    const { data } = await this.octokit.rest.git.getCommit({ ...this.repository, commit_sha: sha });
    const parents = data.parents.map((parent) => parent.sha);
    return { sha: data.sha, message: data.message, parents, date: data.committer.date };
  }

  /** @returns the SHA */
  async create({ message, files, parents }: NewCommit): Promise<string> {
    const tree = Object.entries(files).map(
      ([path, content]) => ({ path, content, mode: "100644", type: "blob" }) as const,
    );
    const made = await this.octokit.rest.git.createTree({ ...this.repository, tree });
    const commit = { message, tree: made.data.sha, parents: [...parents] };
    return (await this.octokit.rest.git.createCommit({ ...this.repository, ...commit })).data.sha;
  }
}

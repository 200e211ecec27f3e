/** Issues and pull requests. */

/** An issue or, with `pull`, a pull request: GitHub counts both in one sequence of numbers. */
export interface Issue {
  readonly id: string;
  readonly repositoryId: string;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly authorId: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly pull?: PullRequest;
}

export interface PullRequest {
  readonly head: string;
  /** The repository that the head lies in: another one, when the pull request comes from a fork. */
  readonly headRepositoryId: string;
  readonly headSha: string;
  readonly base: string;
  /** The tip of the base branch when the head was last pushed; of a merged one, what it was merged into. */
  readonly baseSha: string;
  readonly draft: boolean;
  readonly mergedAt: string | null;
  readonly mergedById: string | null;
  /** Of an open one the test merge with the base, of a merged one what it became. */
  readonly mergeCommitSha: string | null;
}

export interface Label {
  readonly id: string;
  readonly repositoryId: string;
  readonly name: string;
  /** Six hex digits. */
  readonly color: string;
  readonly description: string | null;
}

export interface Review {
  readonly id: string;
  readonly issueId: string;
  readonly authorId: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  readonly commitSha: string;
  readonly submittedAt: string;
}

export interface Comment {
  readonly id: string;
  readonly repositoryId: string;
  readonly issueId: string;
  readonly authorId: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

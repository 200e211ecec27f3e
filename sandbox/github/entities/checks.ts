/** What is reported about commits. */

export interface CommitStatus {
  readonly id: string;
  readonly repositoryId: string;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creatorId: string;
  readonly appId: string | null;
  readonly createdAt: string;
}

export interface CheckRun {
  readonly id: string;
  readonly repositoryId: string;
  readonly headSha: string;
  readonly name: string;
  readonly appId: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly detailsUrl: string | null;
  readonly externalId: string;
  readonly output: { readonly title: string | null; readonly summary: string | null; readonly text: string | null };
}

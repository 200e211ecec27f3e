/** What the simulator remembers of Actions. */

export type Status = "queued" | "in_progress" | "completed" | "waiting" | "pending";
export type Conclusion = "success" | "failure" | "cancelled" | "skipped" | "timed_out";

export interface WorkflowRow {
  readonly id: string;
  readonly repositoryId: string;
  /** `.github/workflows/ci.yml` */
  readonly path: string;
  readonly name: string;
  readonly state: "active" | "disabled_manually";
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface WorkflowRun {
  readonly id: string;
  readonly repositoryId: string;
  readonly workflowId: string;
  readonly name: string;
  readonly title: string;
  readonly runNumber: number;
  readonly attempt: number;
  readonly event: string;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly headBranch: string;
  /** The commit that check runs are reported on. */
  readonly headSha: string;
  /** What is checked out: of a pull request, its merge with the base. */
  readonly sha: string;
  /** `refs/heads/master`, `refs/pull/1/merge` */
  readonly ref: string;
  readonly pullNumber: number | null;
  readonly actorId: string;
  /** `github.event` */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly startedAt: string;
}

export interface JobStep {
  readonly name: string;
  readonly number: number;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

/** One cell of a job; its id is its check run's, as at GitHub. */
export interface Job {
  readonly id: string;
  readonly repositoryId: string;
  readonly runId: string;
  /** The key below `jobs:`. */
  readonly key: string;
  readonly name: string;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly labels: readonly string[];
  /** The environment that it deploys to. */
  readonly environment: string | null;
  readonly steps: readonly JobStep[];
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

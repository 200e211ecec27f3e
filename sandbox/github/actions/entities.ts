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
  /** Where the head is: of a pull request from a fork, another repository, whose runs get no secrets. */
  readonly headRepositoryId: string;
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
  /** How the attempts before this one ended. */
  readonly earlier: readonly Attempt[];
}

export type Attempt = Pick<WorkflowRun, "attempt" | "status" | "conclusion" | "startedAt" | "updatedAt">;

/** What a reviewer said about a run that waited. */
export interface RunReview {
  readonly id: string;
  readonly repositoryId: string;
  readonly runId: string;
  readonly environmentIds: readonly string[];
  readonly state: "approved" | "rejected";
  readonly userId: string;
  readonly comment: string;
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
  /** The attempt of the run that it belongs to. */
  readonly attempt: number;
  /** The key below `jobs:`; of a job of a called workflow `caller/called`. */
  readonly key: string;
  readonly name: string;
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly labels: readonly string[];
  /** The environment that it deploys to. */
  readonly environment: string | null;
  readonly steps: readonly JobStep[];
  /** What jobs that need it are given; never a secret. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

export type DeploymentState = "error" | "failure" | "inactive" | "in_progress" | "queued" | "pending" | "success";

export interface Deployment {
  readonly id: string;
  readonly repositoryId: string;
  readonly creatorId: string;
  /** The job that it was made for. */
  readonly jobId: string | null;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: Readonly<Record<string, unknown>> | string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface DeploymentStatus {
  readonly id: string;
  readonly deploymentId: string;
  readonly repositoryId: string;
  readonly state: DeploymentState;
  readonly creatorId: string;
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly createdAt: string;
}

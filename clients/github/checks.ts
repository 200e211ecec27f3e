import { type Octokit } from "@octokit/rest";
import { type RepositoryName } from "./names";

/** `none`: nothing has reported on the commit. */
export type CiState = "passed" | "failed" | "running" | "none";

export interface RefChecks {
  readonly sha: string;
  readonly state: CiState;
  /** Names of the checks that failed. */
  readonly failed: readonly string[];
}

const bad = ["failure", "cancelled", "timed_out", "action_required", "stale", "startup_failure"];

/** Check runs and commit statuses taken together. */
export class Checks {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  /** @param ref a branch, tag or SHA */
  async of(ref: string): Promise<RefChecks> {
    const at = { ...this.repository, ref };
    const runs = await this.octokit.paginate(this.octokit.rest.checks.listForRef, { ...at, per_page: 100 });
    const { data } = await this.octokit.rest.repos.getCombinedStatusForRef(at);
    const failed = [
      ...runs.filter((run) => bad.includes(run.conclusion ?? "")).map((run) => run.name),
      ...data.statuses.filter(({ state }) => state === "failure" || state === "error").map(({ context }) => context),
    ];
    const running =
      runs.some(({ status }) => status !== "completed") || data.statuses.some(({ state }) => state === "pending");
    const reported = runs.length + data.statuses.length > 0;
    const state = failed.length > 0 ? "failed" : running ? "running" : reported ? "passed" : "none";
    return { sha: data.sha, state, failed };
  }
}

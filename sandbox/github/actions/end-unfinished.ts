import type { Context } from "../context";
import { Jobs } from "./jobs";
import type { JobLogs } from "./logs";

/** Cancels the runs that a sandbox which was killed left unfinished. */
export function endUnfinished(context: Context, logs: JobLogs): void {
  const { state } = context;
  for (const run of state.runs.filter((row) => row.status !== "completed")) {
    const repository = state.repositories.get(run.repositoryId);
    if (repository) {
      const jobs = new Jobs(context, repository, run, logs);
      for (const job of state.jobs.filter((row) => row.runId === run.id && row.status !== "completed"))
        jobs.complete(job.id, "cancelled", { reason: "The sandbox ended while this job ran." });
    }
    state.runs.update(run.id, { status: "completed", conclusion: "cancelled", updatedAt: state.now() });
  }
}

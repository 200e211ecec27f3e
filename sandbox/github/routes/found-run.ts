import type { Job, WorkflowRun } from "../actions/entities";
import type { RepositoryCall } from "../api";
import { notFound } from "../errors";

export function runOf({ context, repository, params }: RepositoryCall): WorkflowRun {
  const found = context.state.runs.get(params["run"]!);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}

export function jobOf({ context, repository, params }: RepositoryCall): Job {
  const found = context.state.jobs.get(params["job"]!);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}

/** The run as it stood at the attempt of the path. */
export function attemptOf(call: RepositoryCall): WorkflowRun {
  const run = runOf(call);
  const attempt = Number(call.params["attempt"]);
  if (attempt === run.attempt) return run;
  const earlier = run.earlier.find((row) => row.attempt === attempt);
  if (!earlier) throw notFound();
  return { ...run, ...earlier };
}

import type { Actions } from "../actions/actions";
import { carriedJobs, nothingCarried, type CarriedJobs } from "../actions/carried-jobs";
import type { Job, WorkflowRun } from "../actions/entities";
import { jobsAtAttempt } from "../actions/rows";
import { InvalidWorkflow, type Workflow } from "../actions/workflow-file";
import { workflowsAt } from "../actions/workflows";
import { created, type Api, type RepositoryCall } from "../api";
import { failure } from "../errors";
import { jobOf, runOf } from "./found-run";

const failed = ({ conclusion }: Job): boolean =>
  conclusion === "failure" || conclusion === "cancelled" || conclusion === "timed_out";

/** New attempts of runs: of all jobs, of those that failed, or of one. */
export function workflowRerunRoutes(api: Api, actions: () => Actions): void {
  api.repository("POST", "/actions/runs/:run/rerun", "write", (call) =>
    rerun(call, actions(), runOf(call), () => nothingCarried),
  );
  api.repository("POST", "/actions/runs/:run/rerun-failed-jobs", "write", (call) => {
    const run = runOf(call);
    const latest = jobsAtAttempt(call.context, run, run.attempt);
    if (run.status === "completed" && !latest.some(failed)) throw failure(403, "This workflow run has no failed jobs");
    return rerun(call, actions(), run, (workflow) => carriedJobs(workflow, latest, failed));
  });
  api.repository("POST", "/actions/jobs/:job/rerun", "write", (call) => {
    const { id, runId } = jobOf(call);
    const run = call.context.state.runs.get(runId)!;
    const latest = jobsAtAttempt(call.context, run, run.attempt);
    return rerun(call, actions(), run, (workflow) => carriedJobs(workflow, latest, (row) => row.id === id));
  });
}

async function rerun(
  call: RepositoryCall,
  actions: Actions,
  run: WorkflowRun,
  carried: (workflow: Workflow) => CarriedJobs,
) {
  const { context, repository } = call;
  if (run.status !== "completed") throw failure(403, "This workflow is already running");
  const path = context.state.workflows.get(run.workflowId)?.path;
  const found = (await workflowsAt(context, repository, run.sha)).find((each) => each.path === path);
  if (!found || found.workflow instanceof InvalidWorkflow)
    throw failure(403, "Unable to retry this workflow run because its workflow file cannot be read");
  actions.rerun(repository, run, found, carried(found.workflow));
  return created(call, {});
}

import type { Actions } from "../actions/actions";
import type { WorkflowRun } from "../actions/entities";
import { jobsAtAttempt } from "../actions/rows";
import { paginate, type Api, type RepositoryCall } from "../api";
import { failure } from "../errors";
import { job, workflowRun } from "../serialize/actions";
import { attemptOf, jobOf, runOf } from "./found-run";

/** Runs of workflows and their jobs. */
export function workflowRunRoutes(api: Api, actions: () => Actions): void {
  api.repository("GET", "/actions/runs", "read", (call) => listRuns(call, () => true));
  api.repository("GET", "/actions/runs/:run", "read", (call) => shown(call, runOf(call)));
  api.repository("DELETE", "/actions/runs/:run", "write", (call) => remove(call, actions()));
  api.repository("GET", "/actions/runs/:run/jobs", "read", (call) => jobsOf(call, runOf(call)));
  api.repository("GET", "/actions/runs/:run/attempts/:attempt", "read", (call) => shown(call, attemptOf(call)));
  api.repository("GET", "/actions/runs/:run/attempts/:attempt/jobs", "read", (call) => jobsOf(call, attemptOf(call)));
  api.repository("GET", "/actions/jobs/:job", "read", (call) => job(call.context, call.repository, jobOf(call)));
  for (const verb of ["cancel", "force-cancel"])
    api.repository("POST", `/actions/runs/:run/${verb}`, "write", (call) => {
      if (!actions().cancel(runOf(call).id, verb === "force-cancel"))
        throw failure(409, "Cannot cancel a workflow run that is completed.");
      void call.reply.code(202);
      return {};
    });
  // Jobs cannot keep artifacts here: there are none.
  const none = { total_count: 0, artifacts: [] };
  api.repository("GET", "/actions/artifacts", "read", () => none);
  api.repository("GET", "/actions/runs/:run/artifacts", "read", (call) => (runOf(call), none));
}

const shown = (call: RepositoryCall, run: WorkflowRun): Promise<object> =>
  workflowRun(call.context, call.repository, run);

export async function listRuns(call: RepositoryCall, test: (run: WorkflowRun) => boolean): Promise<unknown> {
  const { context, repository, query } = call;
  const fits = (name: string, value: unknown): boolean => !query[name] || query[name] === value;
  const found = context.state.runs.filter(
    (run) =>
      run.repositoryId === repository.id &&
      test(run) &&
      fits("branch", run.headBranch) &&
      fits("event", run.event) &&
      fits("head_sha", run.headSha) &&
      fits("actor", context.state.accounts.get(run.actorId)?.login) &&
      (fits("status", run.status) || fits("status", run.conclusion)),
  );
  const rows = paginate(call, found.reverse());
  const runs = await Promise.all(rows.map((run) => workflowRun(context, repository, run)));
  return { total_count: found.length, workflow_runs: runs };
}

/** Of the latest attempt, or with `filter=all` of all. */
function jobsOf(call: RepositoryCall, run: WorkflowRun): unknown {
  const { context, repository, query } = call;
  const all = query["filter"] === "all";
  const found = all
    ? context.state.jobs.filter((row) => row.runId === run.id)
    : jobsAtAttempt(context, run, run.attempt);
  const rows = paginate(call, found).map((row) => job(context, repository, row));
  return { total_count: found.length, jobs: rows };
}

function remove(call: RepositoryCall, actions: Actions): void {
  const { state } = call.context;
  const run = runOf(call);
  if (run.status !== "completed") throw failure(403, "Could not delete the workflow run");
  for (const { id } of state.jobs.filter((row) => row.runId === run.id)) actions.logs.remove(id);
  for (const rows of [state.jobs, state.runReviews]) rows.removeWhere((row: { runId: string }) => row.runId === run.id);
  state.runs.remove(run.id);
}

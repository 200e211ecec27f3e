import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Actions } from "../actions/actions";
import type { Job, WorkflowRun } from "../actions/entities";
import { created, paginate, type Api, type Call, type RepositoryCall } from "../api";
import { administers } from "../authentication";
import { apiUrl, repositoryUrl } from "../context";
import { failure, notFound } from "../errors";
import { simpleUser } from "../serialize/account";
import { job, workflowRun } from "../serialize/actions";

/** Links to logs that are good for one reading, as GitHub's are for a minute. */
const links = new Map<string, string>();

/** Runs of workflows, their jobs and logs. */
export function workflowRunRoutes(api: Api, actions: () => Actions): void {
  api.repository("GET", "/actions/runs", "read", (call) => listRuns(call, () => true));
  api.repository("GET", "/actions/runs/:run", "read", (call) => workflowRun(call.context, call.repository, runOf(call)));
  api.repository("GET", "/actions/runs/:run/jobs", "read", (call) => jobsOf(call, runOf(call)));
  api.repository("POST", "/actions/runs/:run/cancel", "write", (call) => {
    if (!actions().cancel(runOf(call).id)) throw failure(409, "Cannot cancel a workflow run that is completed.");
    void call.reply.code(202);
    return {};
  });
  api.repository("POST", "/actions/runs/:run/rerun", "write", async (call) => {
    const run = runOf(call);
    if (run.status !== "completed") throw failure(403, "This workflow is already running");
    await actions().rerun(call.repository, run);
    return created(call, {});
  });
  api.repository("GET", "/actions/jobs/:job", "read", (call) => job(call.context, call.repository, jobOf(call)));
  api.repository("GET", "/actions/jobs/:job/logs", "read", (call) => {
    const { id } = jobOf(call);
    const key = randomBytes(16).toString("hex");
    links.set(key, id);
    return call.reply.code(302).header("location", `${apiUrl(call.context)}/_logs/${key}`).send();
  });
  api.open("GET", "/_logs/:key", (call) => readLog(call, actions()));
  pendingRoutes(api, actions);
} // prettier-ignore

function readLog({ params, reply }: Call, actions: Actions): unknown {
  const id = links.get(params["key"]!);
  if (id === undefined) throw notFound();
  links.delete(params["key"]!);
  return reply.type("text/plain; charset=utf-8").send(actions.logs.read(id));
}

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
      (fits("status", run.status) || fits("status", run.conclusion)),
  );
  const rows = paginate(call, found.reverse());
  const runs = await Promise.all(rows.map((run) => workflowRun(context, repository, run)));
  return { total_count: found.length, workflow_runs: runs };
}

function runOf({ context, repository, params }: RepositoryCall): WorkflowRun {
  const found = context.state.runs.get(params["run"]!);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}

function jobOf({ context, repository, params }: RepositoryCall): Job {
  const found = context.state.jobs.get(params["job"]!);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}

function jobsOf(call: RepositoryCall, run: WorkflowRun): unknown {
  const found = call.context.state.jobs.filter((row) => row.runId === run.id);
  const rows = paginate(call, found).map((row) => job(call.context, call.repository, row));
  return { total_count: found.length, jobs: rows };
}

const decision = z.object({
  environment_ids: z.array(z.number().int()),
  state: z.enum(["approved", "rejected"]),
  comment: z.string(),
});

/** Deployments that wait for a review. */
function pendingRoutes(api: Api, actions: () => Actions): void {
  const path = "/actions/runs/:run/pending_deployments";
  api.repository("GET", path, "read", (call) => {
    const ids = new Set(actions().reviews.of(runOf(call).id).map((row) => row.environmentId)); // prettier-ignore
    return [...ids].map((id) => pending(call, id));
  });
  api.repository("POST", path, "read", (call) => {
    const { environment_ids, state } = call.body(decision);
    for (const row of actions().reviews.of(runOf(call).id)) {
      if (!environment_ids.includes(Number(row.environmentId))) continue;
      if (!mayReview(call, row.environmentId)) throw failure(422, "Current user is not a required reviewer");
      row.decide(state === "approved");
    }
    return [];
  });
}

function mayReview({ context, repository, viewer }: RepositoryCall, environmentId: string): boolean {
  const environment = context.state.environments.get(environmentId);
  if (!viewer || !environment) return false;
  const { id } = viewer.account;
  const teams = context.state.teamMemberships.filter((row) => row.accountId === id).map((row) => row.teamId);
  const named = environment.reviewers.some((row) => (row.type === "User" ? String(row.id) === id : teams.includes(String(row.id)))); // prettier-ignore
  return named || (environment.canAdminsBypass && administers(viewer, context.state.owner(repository)));
}

function pending({ context, repository, viewer }: RepositoryCall, environmentId: string): Record<string, unknown> {
  const row = context.state.environments.get(environmentId)!;
  const url = `${repositoryUrl(context, repository)}/environments/${encodeURIComponent(row.name)}`;
  const users = row.reviewers.filter((each) => each.type === "User").map((each) => context.state.accounts.get(String(each.id))); // prettier-ignore
  return {
    environment: { id: Number(row.id), node_id: `EN_${row.id}`, name: row.name, url, html_url: url },
    wait_timer: row.waitTimer,
    wait_timer_started_at: null,
    current_user_can_approve: viewer !== undefined,
    reviewers: users.flatMap((user) => (user ? [{ type: "User", reviewer: simpleUser(context, user) }] : [])),
  };
}

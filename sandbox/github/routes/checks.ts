import { z } from "zod";
import { created, paginate, tell, type Api, type RepositoryCall } from "../api";
import type { CheckRun, CommitStatus } from "../entities";
import { mustBeApp, notFound, unprocessable } from "../errors";
import { checkRun, combinedStatus, status } from "../serialize/checks";
import { commitAt } from "./commits";

/** Commit statuses, and check runs: the latter are written by apps only. */
export function checkRoutes(api: Api): void {
  api.repository("POST", "/statuses/:sha", "write", createStatus);
  api.repository("GET", "/commits/:ref/statuses", "read", async (call) => {
    const { sha } = await commitAt(call, call.params["ref"]!);
    return paginate(call, statusesOf(call, sha).reverse()).map((row) => status(call.context, call.repository, row));
  });
  api.repository("GET", "/commits/:ref/status", "read", async (call) => {
    const { sha } = await commitAt(call, call.params["ref"]!);
    return combinedStatus(call.context, call.repository, sha, statusesOf(call, sha));
  });
  api.repository("POST", "/check-runs", "write", createRun);
  api.repository("GET", "/check-runs/:id", "read", (call) => checkRun(call.context, call.repository, runOf(call)));
  api.repository("PATCH", "/check-runs/:id", "write", updateRun);
  api.repository("GET", "/commits/:ref/check-runs", "read", listRuns);
}

const statusesOf = ({ context, repository }: RepositoryCall, sha: string): CommitStatus[] =>
  context.state.statuses.filter((row) => row.repositoryId === repository.id && row.sha === sha);

const statusShape = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  context: z.string().default("default"),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

async function createStatus(call: RepositoryCall): Promise<unknown> {
  const { context, repository, actor } = call;
  const sha = call.params["sha"]!;
  const wanted = call.body(statusShape);
  if (!/^[0-9a-f]{40}$/.test(sha) || !(await call.git.commit(sha)))
    throw unprocessable(`No commit found for SHA: ${sha}`);
  const row = context.state.statuses.insert({
    id: context.state.nextId("status"),
    repositoryId: repository.id,
    sha,
    state: wanted.state,
    context: wanted.context,
    description: wanted.description ?? null,
    targetUrl: wanted.target_url ?? null,
    creatorId: actor.account.id,
    appId: actor.token.installation?.appId ?? null,
    createdAt: context.state.now(),
  });
  const answer = status(context, repository, row);
  tell(call, "status", undefined, () => ({
    ...answer,
    sha,
    name: `${context.state.owner(repository).login}/${repository.name}`,
  }));
  return created(call, answer);
}

const moment = z.string().optional();
const runFields = {
  status: z.enum(["queued", "in_progress", "completed", "waiting", "requested", "pending"]).optional(),
  conclusion: z
    .enum(["action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out"])
    .optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  started_at: moment,
  completed_at: moment,
  output: z
    .object({ title: z.string().optional(), summary: z.string().optional(), text: z.string().optional() })
    .optional(),
};
const createShape = z.object({ ...runFields, name: z.string(), head_sha: z.string() });
const updateShape = z.object({ ...runFields, name: z.string().optional() });

async function createRun(call: RepositoryCall): Promise<unknown> {
  const { context, repository, actor } = call;
  const { installation } = actor.token;
  if (!installation) throw mustBeApp();
  const wanted = call.body(createShape);
  if (!(await call.git.commit(wanted.head_sha))) throw unprocessable(`No commit found for SHA: ${wanted.head_sha}`);
  const { state } = context;
  const blank = { title: null, summary: null, text: null };
  const base = {
    status: "queued",
    conclusion: null,
    startedAt: state.now(),
    completedAt: null,
    detailsUrl: null,
    externalId: "",
    output: blank,
  };
  const identity = {
    id: state.nextId("checkRun"),
    repositoryId: repository.id,
    headSha: wanted.head_sha,
    appId: installation.appId,
  };
  const run = state.checkRuns.insert({
    ...identity,
    name: wanted.name,
    ...base,
    ...changes(base, wanted, state.now()),
  });
  return created(call, told(call, run));
}

function updateRun(call: RepositoryCall): unknown {
  const { context, actor } = call;
  const run = runOf(call);
  if (actor.token.installation?.appId !== run.appId) throw mustBeApp();
  const wanted = call.body(updateShape);
  const name = wanted.name ?? run.name;
  const changed = context.state.checkRuns.update(run.id, { name, ...changes(run, wanted, context.state.now()) });
  return told(call, changed);
}

/** The check run as it is shown, of which the webhooks are told. */
function told(call: RepositoryCall, run: CheckRun): Record<string, unknown> {
  const answer = checkRun(call.context, call.repository, run);
  tell(call, "check_run", run.status === "completed" ? "completed" : "created", () => ({ check_run: answer }));
  return answer;
}

type Changing = Pick<
  CheckRun,
  "status" | "conclusion" | "startedAt" | "completedAt" | "detailsUrl" | "externalId" | "output"
>;

/** A conclusion completes the run; a run that goes on again has none. */
function changes(run: Changing, wanted: z.infer<typeof updateShape>, now: string): Changing {
  const completed = wanted.conclusion !== undefined || wanted.status === "completed";
  const reopened = !completed && wanted.status !== undefined;
  return {
    status: completed ? "completed" : (wanted.status ?? run.status),
    conclusion: reopened ? null : (wanted.conclusion ?? run.conclusion),
    startedAt: wanted.started_at ?? run.startedAt,
    completedAt: reopened ? null : (wanted.completed_at ?? (completed ? now : run.completedAt)),
    detailsUrl: wanted.details_url ?? run.detailsUrl,
    externalId: wanted.external_id ?? run.externalId,
    output: { ...run.output, ...wanted.output },
  };
}

function runOf({ context, repository, params }: RepositoryCall): CheckRun {
  const found = context.state.checkRuns.get(params["id"]!);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}

async function listRuns(call: RepositoryCall): Promise<unknown> {
  const { context, repository, query } = call;
  const { sha } = await commitAt(call, call.params["ref"]!);
  const runs = context.state.checkRuns.filter((run) => run.repositoryId === repository.id && run.headSha === sha);
  const newest =
    query["filter"] === "all" ? runs : [...new Map(runs.map((run) => [`${run.appId}/${run.name}`, run])).values()];
  const wanted = newest.filter(
    (run) =>
      (!query["check_name"] || run.name === query["check_name"]) &&
      (!query["status"] || run.status === query["status"]),
  );
  const rows = paginate(call, wanted.reverse());
  return { total_count: wanted.length, check_runs: rows.map((run) => checkRun(context, repository, run)) };
}

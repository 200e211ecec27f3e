import { z } from "zod";
import type { Actions } from "../actions/actions";
import type { WorkflowRow } from "../actions/entities";
import { dispatchInputs } from "../actions/inputs";
import { InvalidWorkflow, type Workflow } from "../actions/workflow-file";
import { refreshWorkflows, workflowsAt } from "../actions/workflows";
import { paginate, type Api, type RepositoryCall } from "../api";
import { htmlUrl, repositoryUrl } from "../context";
import { failure, notFound, unprocessable } from "../errors";
import { workflow } from "../serialize/actions";
import { listRuns } from "./workflow-runs";

export function workflowRoutes(api: Api, actions: () => Actions): void {
  const path = "/actions/workflows/:workflow";
  api.repository("GET", "/actions/workflows", "read", async (call) => {
    const { context, repository } = call;
    await refreshWorkflows(context, repository);
    const rows = context.state.workflows.filter((row) => row.repositoryId === repository.id);
    const workflows = paginate(call, rows).map((row) => workflow(context, repository, row));
    return { total_count: rows.length, workflows };
  });
  api.repository("GET", path, "read", async (call) => workflow(call.context, call.repository, await workflowOf(call)));
  api.repository("GET", `${path}/runs`, "read", async (call) => {
    const { id } = await workflowOf(call);
    return listRuns(call, (run) => run.workflowId === id);
  });
  api.repository("PUT", `${path}/disable`, "write", (call) => turn(call, "disabled_manually"));
  api.repository("PUT", `${path}/enable`, "write", (call) => turn(call, "active"));
  api.repository("POST", `${path}/dispatches`, "write", (call) => dispatch(call, actions()));
  api.repository("POST", "/dispatches", "write", (call) => {
    const { event_type, client_payload } = call.body(eventShape);
    actions().repositoryDispatch(call.repository, call.actor.account, event_type, client_payload);
  });
}

/** By its id or by its file's name. */
async function workflowOf({ context, repository, params }: RepositoryCall): Promise<WorkflowRow> {
  await refreshWorkflows(context, repository);
  const wanted = params["workflow"]!;
  const found = context.state.workflows.find(
    (row) =>
      row.repositoryId === repository.id &&
      (row.id === wanted || row.path === wanted || row.path.split("/").at(-1) === wanted),
  );
  if (!found) throw notFound();
  return found;
}

async function turn(call: RepositoryCall, state: WorkflowRow["state"]): Promise<void> {
  const { id } = await workflowOf(call);
  call.context.state.workflows.update(id, { state, updatedAt: call.context.state.now() });
}

const eventShape = z.object({
  event_type: z.string().min(1).max(100),
  client_payload: z.record(z.string(), z.unknown()).default({}),
});
const shape = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  return_run_details: z.boolean().optional(),
});

async function dispatch(call: RepositoryCall, actions: Actions): Promise<unknown> {
  const { context, repository, git, actor } = call;
  const row = await workflowOf(call);
  const { ref, inputs, return_run_details } = call.body(shape);
  const sha = await git.resolve(ref);
  if (!sha) throw unprocessable(`No ref found for: ${ref}`);
  const tag = (await git.branch(ref.replace(/^refs\/heads\//, ""))) === undefined;
  const full = ref.startsWith("refs/") ? ref : `refs/${tag ? "tags" : "heads"}/${ref}`;
  const found = (await workflowsAt(context, repository, sha)).find(({ path }) => path === row.path);
  if (!found || found.workflow instanceof InvalidWorkflow || !("workflow_dispatch" in found.workflow.on))
    throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
  if (row.state !== "active") throw failure(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  const run = actions.dispatch(repository, actor.account, found, {
    ref: full,
    sha,
    inputs: filled(found.workflow, inputs),
    workflow: row.path,
  });
  if (!return_run_details) return undefined;
  const url = `${repositoryUrl(context, repository)}/actions/runs/${run.id}`;
  return {
    workflow_run_id: Number(run.id),
    run_url: url,
    html_url: `${htmlUrl(context, repository)}/actions/runs/${run.id}`,
  };
}

/** The inputs with their defaults, as the event carries them: as texts, also those that are Booleans to expressions. Or GitHub's 422. */
function filled(found: Workflow, given: Readonly<Record<string, unknown>>): Record<string, string> {
  const declared = Object.entries(dispatchInputs(found));
  const unknown = Object.keys(given).filter((name) => !declared.some(([known]) => known === name));
  if (unknown.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  return Object.fromEntries(
    declared.map(([name, { type, required, default: fallback }]) => {
      const value = given[name] ?? fallback;
      if (value === undefined && required === true) throw unprocessable(`Required input '${name}' not provided`);
      return [name, String(value ?? (type === "boolean" ? false : ""))];
    }),
  );
}

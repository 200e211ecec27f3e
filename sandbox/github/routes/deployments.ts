import { z } from "zod";
import { addDeploymentStatus } from "../actions/deployments";
import type { Deployment } from "../actions/entities";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import { notFound, unprocessable } from "../errors";
import { deployment, deploymentStatus } from "../serialize/deployment";

const path = "/deployments/:deployment";
const shape = z.object({
  ref: z.string(),
  task: z.string().default("deploy"),
  auto_merge: z.boolean().optional(),
  required_contexts: z.array(z.string()).optional(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
  environment: z.string().default("production"),
  description: z.string().nullish(),
  transient_environment: z.boolean().optional(),
  production_environment: z.boolean().optional(),
});
const statusShape = z.object({
  state: z.enum(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]),
  target_url: z.string().optional(),
  log_url: z.string().optional(),
  environment_url: z.string().optional(),
  description: z.string().optional(),
  auto_inactive: z.boolean().optional(),
});

/** Deployments: those that jobs with an environment make, and those of others. */
export function deploymentRoutes(api: Api): void {
  api.repository("GET", "/deployments", "read", list);
  api.repository("POST", "/deployments", "write", create);
  api.repository("GET", path, "read", (call) => deployment(call.context, call.repository, deploymentOf(call)));
  api.repository("GET", `${path}/statuses`, "read", (call) => {
    const { id } = deploymentOf(call);
    const rows = call.context.state.deploymentStatuses.filter((row) => row.deploymentId === id).reverse();
    return paginate(call, rows).map((row) => deploymentStatus(call.context, call.repository, row));
  });
  api.repository("POST", `${path}/statuses`, "write", (call) => {
    const wanted = call.body(statusShape);
    const { context, repository, actor } = call;
    const more = {
      description: wanted.description,
      logUrl: wanted.log_url ?? wanted.target_url,
      environmentUrl: wanted.environment_url,
      keepOthers: wanted.auto_inactive === false,
    };
    const row = addDeploymentStatus(context, deploymentOf(call).id, {
      state: wanted.state,
      creatorId: actor.account.id,
      ...more,
    });
    return created(call, deploymentStatus(context, repository, row));
  });
}

function deploymentOf({ context, repository, params }: RepositoryCall): Deployment {
  const found = context.state.deployments.get(params["deployment"]!);
  if (found?.repositoryId !== repository.id) throw notFound();
  return found;
}

function list(call: RepositoryCall): unknown {
  const { context, repository, query } = call;
  const fits = (name: "sha" | "ref" | "task" | "environment", row: Deployment): boolean =>
    !query[name] || query[name] === row[name];
  const rows = context.state.deployments.filter(
    (row) =>
      row.repositoryId === repository.id &&
      (["sha", "ref", "task", "environment"] as const).every((name) => fits(name, row)),
  );
  return paginate(call, rows.reverse()).map((row) => deployment(context, repository, row));
}

async function create(call: RepositoryCall): Promise<unknown> {
  const { context, repository, git, actor } = call;
  const { ref, task, payload, environment, description = null } = call.body(shape);
  const sha = await git.resolve(ref);
  if (!sha) throw unprocessable(`No ref found for: ${ref}`);
  const now = context.state.now();
  const identity = {
    id: context.state.nextId("deployment"),
    repositoryId: repository.id,
    creatorId: actor.account.id,
    jobId: null,
  };
  const row = context.state.deployments.insert({
    ...identity,
    sha,
    ref,
    task,
    payload,
    environment,
    description: description ?? null,
    createdAt: now,
    updatedAt: now,
  });
  return created(call, deployment(context, repository, row));
}

import type { Deployment, DeploymentStatus } from "../actions/entities";
import { repositoryUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { nodeId } from "../node-ids";
import { userOf } from "./issue";

/** `deployment` */
export function deployment(context: Context, repository: Repository, row: Deployment): Record<string, unknown> {
  const repositoryAt = repositoryUrl(context, repository);
  const url = `${repositoryAt}/deployments/${row.id}`;
  return {
    url,
    id: Number(row.id),
    node_id: nodeId("Deployment", row.id, repository.id),
    sha: row.sha,
    ref: row.ref,
    task: row.task,
    payload: row.payload,
    original_environment: row.environment,
    environment: row.environment,
    description: row.description,
    creator: userOf(context, row.creatorId),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryAt,
    transient_environment: false,
    production_environment: row.environment === "production",
  };
}

/** `deployment-status` */
export function deploymentStatus(
  context: Context,
  repository: Repository,
  row: DeploymentStatus,
): Record<string, unknown> {
  const repositoryAt = repositoryUrl(context, repository);
  const deploymentUrl = `${repositoryAt}/deployments/${row.deploymentId}`;
  return {
    url: `${deploymentUrl}/statuses/${row.id}`,
    id: Number(row.id),
    node_id: nodeId("DeploymentStatus", row.id, repository.id),
    state: row.state,
    creator: userOf(context, row.creatorId),
    description: row.description,
    environment: context.state.deployments.get(row.deploymentId)?.environment ?? "",
    target_url: row.logUrl,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    deployment_url: deploymentUrl,
    repository_url: repositoryAt,
    ...(row.environmentUrl === "" ? {} : { environment_url: row.environmentUrl }),
    ...(row.logUrl === "" ? {} : { log_url: row.logUrl }),
  };
}

import type { Job, WorkflowRow, WorkflowRun } from "../actions/entities";
import { gitOf, htmlUrl, repositoryUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { nodeId } from "../node-ids";
import { simpleUser } from "./account";
import { pullMinimal } from "./checks";
import { minimalRepository } from "./repository";

const node = (prefix: string, repository: Repository, id: string): string =>
  `${prefix}_${nodeId("CheckRun", id, repository.id).slice(3)}`;

/** `workflow` */
export function workflow(context: Context, repository: Repository, row: WorkflowRow): Record<string, unknown> {
  const html = htmlUrl(context, repository);
  return {
    id: Number(row.id),
    node_id: node("W", repository, row.id),
    name: row.name,
    path: row.path,
    state: row.state,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    url: `${repositoryUrl(context, repository)}/actions/workflows/${row.id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${row.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(row.name)}/badge.svg`,
  };
}

/** `workflow-run` */
export async function workflowRun(context: Context, repository: Repository, row: WorkflowRun): Promise<object> {
  const url = `${repositoryUrl(context, repository)}/actions/runs/${row.id}`;
  const actor = context.state.accounts.get(row.actorId);
  const commit = await gitOf(context, repository).commit(row.headSha);
  const pulls = context.state.issues.filter(
    (each) => each.repositoryId === repository.id && each.number === row.pullNumber,
  );
  return {
    id: Number(row.id),
    name: row.name,
    node_id: node("WFR", repository, row.id),
    check_suite_id: parseInt(row.headSha.slice(0, 7), 16),
    check_suite_node_id: node("CS", repository, row.id),
    head_branch: row.headBranch,
    head_sha: row.headSha,
    path: context.state.workflows.get(row.workflowId)?.path ?? "",
    run_number: row.runNumber,
    run_attempt: row.attempt,
    event: row.event,
    display_title: row.title,
    status: row.status,
    conclusion: row.conclusion,
    workflow_id: Number(row.workflowId),
    url,
    html_url: `${htmlUrl(context, repository)}/actions/runs/${row.id}`,
    pull_requests: pulls.map((each) => pullMinimal(context, repository, each.number, each.id, each.pull!)),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    run_started_at: row.startedAt,
    ...(actor ? { actor: simpleUser(context, actor), triggering_actor: simpleUser(context, actor) } : {}),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(context, repository)}/check-suites/${parseInt(row.headSha.slice(0, 7), 16)}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: row.attempt > 1 ? `${url}/attempts/${row.attempt - 1}` : null,
    workflow_url: `${repositoryUrl(context, repository)}/actions/workflows/${row.workflowId}`,
    head_commit: commit
      ? {
          id: commit.sha,
          tree_id: commit.tree,
          message: commit.message,
          timestamp: commit.committer.date,
          author: { name: commit.author.name, email: commit.author.email },
          committer: { name: commit.committer.name, email: commit.committer.email },
        }
      : null,
    repository: minimalRepository(context, repository),
    head_repository: minimalRepository(context, context.state.repositories.get(row.headRepositoryId) ?? repository),
  };
}

/** `job` */
export function job(context: Context, repository: Repository, row: Job): Record<string, unknown> {
  const run = context.state.runs.get(row.runId)!;
  const url = `${repositoryUrl(context, repository)}/actions`;
  const runs = row.status === "in_progress" || (row.status === "completed" && row.conclusion !== "skipped");
  return {
    id: Number(row.id),
    run_id: Number(row.runId),
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${url}/runs/${row.runId}`,
    run_attempt: row.attempt,
    node_id: node("CR", repository, row.id),
    head_sha: run.headSha,
    url: `${url}/jobs/${row.id}`,
    html_url: `${htmlUrl(context, repository)}/actions/runs/${row.runId}/job/${row.id}`,
    status: row.status,
    conclusion: row.conclusion,
    created_at: row.createdAt,
    started_at: row.startedAt ?? row.createdAt,
    completed_at: row.completedAt,
    name: row.name,
    steps: row.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: step.startedAt,
      completed_at: step.completedAt,
    })),
    check_run_url: `${repositoryUrl(context, repository)}/check-runs/${row.id}`,
    labels: [...row.labels],
    runner_id: runs ? 1 : null,
    runner_name: runs ? "sandbox" : null,
    runner_group_id: runs ? 1 : null,
    runner_group_name: runs ? "Default" : null,
  };
}

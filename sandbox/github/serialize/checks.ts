import { apiUrl, htmlUrl, repositoryUrl, type Context } from "../context";
import type { CheckRun, CommitStatus, PullRequest, Repository } from "../entities";
import { nodeId } from "../node-ids";
import { integration, simpleUser } from "./account";
import { minimalRepository } from "./repository";

/** `status` */
export function status(context: Context, repository: Repository, row: CommitStatus): Record<string, unknown> {
  const creator = context.state.accounts.get(row.creatorId);
  return { ...simpleStatus(context, repository, row), creator: creator ? simpleUser(context, creator) : null };
}

/** `simple-commit-status` */
function simpleStatus(context: Context, repository: Repository, row: CommitStatus): Record<string, unknown> {
  return {
    url: `${repositoryUrl(context, repository)}/statuses/${row.sha}`,
    avatar_url: `${context.url()}/avatars/u/${row.creatorId}?v=4`,
    id: Number(row.id),
    node_id: nodeId("StatusContext", row.id, repository.id),
    state: row.state,
    description: row.description,
    target_url: row.targetUrl,
    context: row.context,
    created_at: row.createdAt,
    updated_at: row.createdAt,
  };
}

/** `combined-commit-status`: the newest status of each context. */
export function combinedStatus(
  context: Context,
  repository: Repository,
  sha: string,
  rows: readonly CommitStatus[],
): Record<string, unknown> {
  const newest = [...new Map(rows.map((row) => [row.context.toLowerCase(), row])).values()];
  const states = newest.map((row) => row.state);
  const failed = states.includes("failure") || states.includes("error");
  const url = repositoryUrl(context, repository);
  return {
    state: failed ? "failure" : states.length === 0 || states.includes("pending") ? "pending" : "success",
    statuses: newest.map((row) => simpleStatus(context, repository, row)),
    sha,
    total_count: newest.length,
    repository: minimalRepository(context, repository),
    commit_url: `${url}/commits/${sha}`,
    url: `${url}/commits/${sha}/status`,
  };
}

/** `check-run` */
export function checkRun(context: Context, repository: Repository, run: CheckRun): Record<string, unknown> {
  const app = context.state.apps.get(run.appId);
  const url = `${repositoryUrl(context, repository)}/check-runs/${run.id}`;
  const html = `${htmlUrl(context, repository)}/runs/${run.id}`;
  return {
    id: Number(run.id),
    node_id: nodeId("CheckRun", run.id, repository.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    name: run.name,
    check_suite: { id: suiteId(run) },
    app: app ? integration(context, app) : null,
    pull_requests: context.state.issues
      .filter((row) => row.repositoryId === repository.id && row.state === "open" && row.pull?.headSha === run.headSha)
      .map((row) => pullMinimal(context, repository, row.number, row.id, row.pull!)),
  };
}

const suiteId = (run: CheckRun): number => parseInt(run.headSha.slice(0, 7), 16);

/** `pull-request-minimal` */
export function pullMinimal(
  context: Context,
  repository: Repository,
  number: number,
  id: string,
  pull: Pick<PullRequest, "head" | "headRepositoryId" | "headSha" | "base" | "baseSha">,
): Record<string, unknown> {
  const repo = (id: string) => ({
    id: Number(id),
    url: `${apiUrl(context)}/repositories/${id}`,
    name: context.state.repositories.get(id)?.name ?? repository.name,
  });
  return {
    id: Number(id),
    number,
    url: `${repositoryUrl(context, repository)}/pulls/${number}`,
    head: { ref: pull.head, sha: pull.headSha, repo: repo(pull.headRepositoryId) },
    base: { ref: pull.base, sha: pull.baseSha, repo: repo(repository.id) },
  };
}

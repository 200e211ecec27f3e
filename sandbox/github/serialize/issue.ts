import { htmlUrl, repositoryUrl, type Context } from "../context";
import type { Account, Comment, Issue, Label, Repository } from "../entities";
import { nodeId } from "../node-ids";
import { simpleUser } from "./account";

const noReactions = {
  total_count: 0,
  "+1": 0,
  "-1": 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
};

/** What someone is to a repository. */
export function association(context: Context, repository: Repository, accountId: string): string {
  if (repository.ownerId === accountId) return "OWNER";
  const account = context.state.accounts.get(accountId);
  return account && repository.ownerId in account.memberships ? "MEMBER" : "NONE";
}

export function userOf(context: Context, accountId: string): Record<string, unknown> | null {
  const account: Account | undefined = context.state.accounts.get(accountId);
  return account ? simpleUser(context, account) : null;
}

/** `issue`: pull requests are shown as issues, too. */
export function issue(context: Context, repository: Repository, row: Issue): Record<string, unknown> {
  const repositoryAt = repositoryUrl(context, repository);
  const url = `${repositoryAt}/issues/${row.number}`;
  const html = `${htmlUrl(context, repository)}/${row.pull ? "pull" : "issues"}/${row.number}`;
  const pullUrl = `${repositoryAt}/pulls/${row.number}`;
  const pull = { url: pullUrl, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` };
  return {
    id: Number(row.id),
    node_id: nodeId(row.pull ? "PullRequest" : "Issue", row.id, repository.id),
    url,
    repository_url: repositoryAt,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number: row.number,
    title: row.title,
    user: userOf(context, row.authorId),
    labels: labelsOf(context, repository, row),
    state: row.state,
    state_reason: row.state === "closed" && !row.pull ? "completed" : null,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: context.state.comments.filter((comment) => comment.issueId === row.id).length,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    closed_by: null,
    author_association: association(context, repository, row.authorId),
    body: row.body,
    ...(row.pull ? { draft: row.pull.draft, pull_request: { ...pull, merged_at: row.pull.mergedAt } } : {}),
    reactions: { url: `${url}/reactions`, ...noReactions },
    timeline_url: `${url}/timeline`,
  };
}

export function labelsOf(context: Context, repository: Repository, { labels }: Issue): Record<string, unknown>[] {
  const known = context.state.labels.filter((row) => row.repositoryId === repository.id);
  return labels.flatMap((name) =>
    known.filter((row) => row.name === name).map((row) => label(context, repository, row)),
  );
}

/** `label` */
export function label(context: Context, repository: Repository, row: Label): Record<string, unknown> {
  return {
    id: Number(row.id),
    node_id: nodeId("Label", row.id, repository.id),
    url: `${repositoryUrl(context, repository)}/labels/${encodeURIComponent(row.name)}`,
    name: row.name,
    color: row.color,
    default: false,
    description: row.description,
  };
}

/** `issue-comment` */
export function comment(context: Context, repository: Repository, row: Comment): Record<string, unknown> {
  const on = context.state.issues.get(row.issueId)!;
  const url = repositoryUrl(context, repository);
  const kind = on.pull ? "pull" : "issues";
  return {
    id: Number(row.id),
    node_id: nodeId("IssueComment", row.id, repository.id),
    url: `${url}/issues/comments/${row.id}`,
    html_url: `${htmlUrl(context, repository)}/${kind}/${on.number}#issuecomment-${row.id}`,
    issue_url: `${url}/issues/${on.number}`,
    body: row.body,
    user: userOf(context, row.authorId),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    author_association: association(context, repository, row.authorId),
    reactions: { url: `${url}/issues/comments/${row.id}/reactions`, ...noReactions },
    performed_via_github_app: null,
  };
}

import { fileChanges } from "../../kit/git/changes";
import { gitOf, htmlUrl, repositoryUrl, type Context } from "../context";
import type { Repository, Review } from "../entities";
import { nodeId } from "../node-ids";
import { mergeability, sizeOf } from "../pulls/mergeability";
import type { Pull } from "../pulls/refs";
import { simpleUser } from "./account";
import { association, labelsOf, userOf } from "./issue";
import { fullRepository } from "./repository";

/** `pull-request-simple`, as lists show it. */
export function simplePull(context: Context, repository: Repository, row: Pull): Record<string, unknown> {
  const [api, html] = [repositoryUrl(context, repository), `${htmlUrl(context, repository)}/pull/${row.number}`];
  const { pull } = row;
  const links = linksOf(api, html, row);
  return {
    url: links["self"],
    id: Number(row.id),
    node_id: nodeId("PullRequest", row.id, repository.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links["issue"],
    number: row.number,
    state: row.state,
    locked: false,
    title: row.title,
    user: userOf(context, row.authorId),
    body: row.body,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: labelsOf(context, repository, row),
    milestone: null,
    draft: pull.draft,
    commits_url: links["commits"],
    review_comments_url: links["review_comments"],
    review_comment_url: links["review_comment"],
    comments_url: links["comments"],
    statuses_url: links["statuses"],
    head: side(context, context.state.repositories.get(pull.headRepositoryId), pull.head, pull.headSha),
    base: side(context, repository, pull.base, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: association(context, repository, row.authorId),
    auto_merge: null,
    active_lock_reason: null,
  };
}

function linksOf(api: string, html: string, { number, pull }: Pull): Record<string, string> {
  const self = `${api}/pulls/${number}`;
  return {
    self,
    html,
    issue: `${api}/issues/${number}`,
    comments: `${api}/issues/${number}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
  };
}

function side(context: Context, repository: Repository | undefined, ref: string, sha: string): Record<string, unknown> {
  if (!repository) return { label: "unknown repository", ref, sha, user: null, repo: null };
  const owner = context.state.owner(repository);
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: simpleUser(context, owner),
    repo: fullRepository(context, repository, "read"),
  };
}

/** `pull-request` */
export async function fullPull(context: Context, repository: Repository, row: Pull): Promise<Record<string, unknown>> {
  const { mergeable, mergeable_state, mergeCommitSha } = await mergeability(context, repository, row);
  const git = gitOf(context, repository);
  const from = (await git.mergeBase(row.pull.baseSha, row.pull.headSha)) ?? row.pull.baseSha;
  const files = await fileChanges(git, from, row.pull.headSha);
  const { mergedById } = row.pull;
  return {
    ...simplePull(context, repository, row),
    merge_commit_sha: mergeCommitSha,
    merged: row.pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state,
    merged_by: mergedById === null ? null : userOf(context, mergedById),
    comments: context.state.comments.filter((comment) => comment.issueId === row.id).length,
    review_comments: 0,
    maintainer_can_modify: false,
    ...(await sizeOf(context, repository, row)),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** `pull-request-review` */
export function review(context: Context, repository: Repository, pull: Pull, row: Review): Record<string, unknown> {
  const html = `${htmlUrl(context, repository)}/pull/${pull.number}#pullrequestreview-${row.id}`;
  const url = `${repositoryUrl(context, repository)}/pulls/${pull.number}`;
  return {
    id: Number(row.id),
    node_id: nodeId("PullRequestReview", row.id, repository.id),
    user: userOf(context, row.authorId),
    body: row.body,
    state: row.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(context, repository, row.authorId),
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: row.submittedAt,
    commit_id: row.commitSha,
  };
}

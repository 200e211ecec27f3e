import type { Commit, FileChange, Signature } from "../../kit/git/objects";
import { htmlUrl, repositoryUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { nodeId } from "../node-ids";
import { simpleUser } from "./account";

const verification = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

const commitNodeId = (repository: Repository, sha: string): string =>
  `C_${Buffer.from(`${repository.id}:${sha}`).toString("base64url")}`;

/** `git-commit`: of the database of git. */
export function gitCommit(context: Context, repository: Repository, commit: Commit): Record<string, unknown> {
  const [url, html] = [repositoryUrl(context, repository), htmlUrl(context, repository)];
  return {
    sha: commit.sha,
    node_id: commitNodeId(repository, commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parents(url, html, commit, "git/commits"),
    verification,
  };
}

/** `commit`: with the accounts that the e-mail addresses belong to. */
export function fullCommit(
  context: Context,
  repository: Repository,
  commit: Commit,
  files?: readonly FileChange[],
): Record<string, unknown> {
  const [url, html] = [repositoryUrl(context, repository), htmlUrl(context, repository)];
  return {
    sha: commit.sha,
    node_id: commitNodeId(repository, commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: accountOf(context, commit.author),
    committer: accountOf(context, commit.committer),
    parents: parents(url, html, commit, "commits"),
    ...(files ? { stats: stats(files), files: files.map((file) => changedFile(url, html, commit.sha, file)) } : {}),
  };
}

const parents = (url: string, html: string, commit: Commit, kind: string): Record<string, unknown>[] =>
  commit.parents.map((sha) => ({ sha, url: `${url}/${kind}/${sha}`, html_url: `${html}/commit/${sha}` }));

function accountOf(context: Context, signature: Signature): Record<string, unknown> | null {
  const account = context.state.accounts.find((row) => row.type === "User" && row.email === signature.email);
  return account ? simpleUser(context, account) : null;
}

function stats(files: readonly FileChange[]): Record<string, number> {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return { total: additions + deletions, additions, deletions };
}

/** `diff-entry` */
export function changedFile(url: string, html: string, sha: string, file: FileChange): Record<string, unknown> {
  const path = file.filename.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    ...(file.previousFilename ? { previous_filename: file.previousFilename } : {}),
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${sha}/${path}`,
    raw_url: `${html}/raw/${sha}/${path}`,
    contents_url: `${url}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
  };
}

export const refNodeId = (repository: Repository, ref: string): string =>
  `${nodeId("Ref", repository.id)}${Buffer.from(ref).toString("base64url")}`;

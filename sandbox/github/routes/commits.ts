import { z } from "zod";
import { fileChanges } from "../../kit/git/changes";
import type { Commit } from "../../kit/git/objects";
import { isTreePath } from "../../kit/git/tree-path";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import { htmlUrl, repositoryUrl } from "../context";
import { failure, notFound, unprocessable } from "../errors";
import { emailOf } from "../repositories";
import { changedFile, fullCommit, gitCommit } from "../serialize/commit";
import { person } from "./person";

export function commitRoutes(api: Api): void {
  api.repository("GET", "/commits", "read", list);
  api.repository("GET", "/commits/:ref", "read", async (call) => {
    const commit = await commitAt(call, call.params["ref"]!);
    if (/\bsha\b/.test(call.request.headers.accept ?? ""))
      return call.reply.type("application/vnd.github.sha; charset=utf-8").send(commit.sha);
    return fullCommit(
      call.context,
      call.repository,
      commit,
      await fileChanges(call.git, commit.parents[0], commit.sha),
    );
  });
  api.repository("GET", "/compare/:basehead", "read", compare);
  api.repository("GET", "/git/commits/:sha", "read", async (call) => {
    const commit = await call.git.commit(call.params["sha"]!);
    if (!commit) throw notFound();
    return gitCommit(call.context, call.repository, commit);
  });
  api.repository("POST", "/git/commits", "write", create);
}

/** The commit that a ref names; GitHub answers 422 for one that does not exist. */
export async function commitAt(call: RepositoryCall, ref: string): Promise<Commit> {
  const sha = await call.git.resolve(ref);
  const commit = sha && (await call.git.commit(sha));
  if (!commit) throw unprocessable(`No commit found for SHA: ${ref}`);
  return commit;
}

async function list(call: RepositoryCall): Promise<unknown> {
  const { query, git, repository } = call;
  const from = await git.resolve(query["sha"] || repository.defaultBranch);
  if (!from && (await git.refs("refs/heads/")).length === 0) throw failure(409, "Git Repository is empty.");
  if (!from) throw notFound();
  const path = query["path"]?.replace(/\/$/, "");
  const commits = path && !isTreePath(path) ? [] : await git.log({ from, path });
  const wanted = commits.filter((commit) => isWanted(commit, query));
  return paginate(call, wanted).map((commit) => fullCommit(call.context, repository, commit));
}

const isWanted = (commit: Commit, { since, until, author }: RepositoryCall["query"]): boolean =>
  (!since || commit.committer.date >= since) &&
  (!until || commit.committer.date <= until) &&
  (!author || [commit.author.email, commit.author.name].includes(author));

async function compare(call: RepositoryCall): Promise<unknown> {
  const { context, repository, git } = call;
  const [baseRef, headRef] = call.params["basehead"]!.split("...").map((name) => name.replace(/^[^:]+:/, ""));
  if (!baseRef || !headRef) throw notFound();
  const [base, head] = [await git.resolve(baseRef), await git.resolve(headRef)];
  if (!base || !head) throw notFound();
  const mergeBase = await git.mergeBase(base, head);
  if (!mergeBase) throw failure(404, `No common ancestor between ${baseRef} and ${headRef}.`);
  const [ahead, behind] = [await git.count(head, base), await git.count(base, head)];
  const [url, html] = [repositoryUrl(context, repository), htmlUrl(context, repository)];
  const self = `${url}/compare/${baseRef}...${headRef}`;
  const commits = (await git.log({ from: head, exclude: base })).reverse();
  const files = await fileChanges(git, mergeBase, head);
  return {
    url: self,
    html_url: `${html}/compare/${baseRef}...${headRef}`,
    permalink_url: `${html}/compare/${base}...${head}`,
    diff_url: `${html}/compare/${baseRef}...${headRef}.diff`,
    patch_url: `${html}/compare/${baseRef}...${headRef}.patch`,
    base_commit: fullCommit(context, repository, (await git.commit(base))!),
    merge_base_commit: fullCommit(context, repository, (await git.commit(mergeBase))!),
    status: ahead > 0 && behind > 0 ? "diverged" : ahead > 0 ? "ahead" : behind > 0 ? "behind" : "identical",
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.map((commit) => fullCommit(context, repository, commit)),
    files: files.map((file) => changedFile(url, html, head, file)),
  };
}

async function create(call: RepositoryCall): Promise<unknown> {
  const { context, git, repository, actor } = call;
  const shape = z.object({
    message: z.string(),
    tree: z.string(),
    parents: z.array(z.string()).default([]),
    author: person.optional(),
    committer: person.optional(),
  });
  const { message, tree, parents, author, committer } = call.body(shape);
  if (!/^[0-9a-f]{40}$/.test(tree) || !(await git.parse(`${tree}^{tree}`)))
    throw unprocessable("Tree SHA does not exist");
  for (const sha of parents)
    if (!/^[0-9a-f]{40}$/.test(sha) || !(await git.commit(sha)))
      throw unprocessable("Parent SHA does not exist or is not a commit object");
  const now = context.state.now();
  const self = { name: actor.account.name ?? actor.account.login, email: emailOf(actor.account), date: now };
  const wrote = { ...self, ...author };
  const sha = await git.writeCommit({
    tree,
    parents,
    message,
    author: wrote,
    committer: committer ? { ...self, ...committer } : wrote,
  });
  return created(call, gitCommit(context, repository, (await git.commit(sha))!));
}

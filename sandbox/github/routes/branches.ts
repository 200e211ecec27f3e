import { z } from "zod";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import { htmlUrl, repositoryUrl } from "../context";
import { branchNotFound, unprocessable } from "../errors";
import { ruleFor } from "../protection/rules";
import { recordChange } from "../pushes";
import { fullCommit } from "../serialize/commit";
import { protectionSummary } from "../serialize/protection";

export function branchRoutes(api: Api): void {
  api.repository("GET", "/branches", "read", async (call) => {
    const wanted = call.query["protected"];
    const branches = (await call.git.refs("refs/heads/"))
      .map(({ ref, sha }) => ({ name: ref.slice("refs/heads/".length), sha }))
      .filter(({ name }) => wanted === undefined || String(ruleOf(call, name) !== undefined) === wanted);
    return paginate(call, branches).map(({ name, sha }) => shortBranch(call, name, sha));
  });
  api.repository("GET", "/branches/:branch", "read", (call) => branchWithProtection(call, call.params["branch"]!));
  api.repository("POST", "/branches/:branch/rename", "write", rename);
}

const ruleOf = (call: RepositoryCall, name: string) => ruleFor(call.context.state, call.repository, name);

function shortBranch(call: RepositoryCall, name: string, sha: string): Record<string, unknown> {
  const url = repositoryUrl(call.context, call.repository);
  const rule = ruleOf(call, name);
  return {
    name,
    commit: { sha, url: `${url}/commits/${sha}` },
    protected: rule !== undefined,
    protection: protectionSummary(rule),
    protection_url: `${url}/branches/${encodeURIComponent(name)}/protection`,
  };
}

async function branchWithProtection(call: RepositoryCall, name: string): Promise<Record<string, unknown>> {
  const { context, repository, git } = call;
  const sha = await git.branch(name);
  const commit = sha && (await git.commit(sha));
  if (!commit) throw branchNotFound();
  const url = `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(name)}`;
  return {
    ...shortBranch(call, name, commit.sha),
    commit: fullCommit(context, repository, commit),
    _links: { self: url, html: `${htmlUrl(context, repository)}/tree/${name}` },
    protected: ruleOf(call, name) !== undefined,
  };
}

/** Renames a branch: protection with that exact name, open pull requests and the default branch follow. */
async function rename(call: RepositoryCall): Promise<unknown> {
  const { context, repository, git, actor } = call;
  const [from, { new_name: to }] = [call.params["branch"]!, call.body(z.object({ new_name: z.string() }))];
  const sha = await git.branch(from);
  if (!sha) throw branchNotFound();
  if (!(await git.isValidRef(`refs/heads/${to}`))) throw unprocessable("Branch name is invalid");
  if (!(await git.updateRef(`refs/heads/${to}`, sha, "")))
    throw unprocessable("A branch already exists with this name");
  const { state } = context;
  if (repository.defaultBranch === from) {
    await git.setHead(to);
    state.repositories.update(repository.id, { defaultBranch: to, updatedAt: state.now() });
  }
  for (const rule of state.rules.filter((row) => row.repositoryId === repository.id && row.pattern === from))
    state.rules.update(rule.id, { pattern: to });
  for (const row of state.issues.filter((issue) => issue.repositoryId === repository.id && issue.pull !== undefined))
    state.issues.update(row.id, {
      pull: {
        ...row.pull!,
        base: row.pull!.base === from ? to : row.pull!.base,
        head: row.pull!.headRepositoryId === repository.id && row.pull!.head === from ? to : row.pull!.head,
      },
    });
  await git.deleteRef(`refs/heads/${from}`);
  await recordChange(context, repository, actor, { ref: `refs/heads/${to}`, old: undefined, new: sha });
  const renamed = { ...call, repository: state.repositories.get(repository.id)! };
  return created(call, await branchWithProtection(renamed, to));
}

import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { failure, notMergeable } from "../errors";
import { rulesetRefusal } from "../protection/guards";
import { recordChange } from "../pushes";
import { markMerged } from "./follow";
import { writeMerge, type MergeWish } from "./merge-commits";
import { mergeObstacles, type MergeMethod } from "./obstacles";
import type { Pull } from "./refs";

const aboutProtection = { docs: "https://docs.github.com/articles/about-protected-branches" };
const aboutMerging = { docs: "https://docs.github.com/rest/pulls/pulls#merge-a-pull-request" };
const conflict = (what: "Head" | "Base", status = 409) =>
  failure(status, `${what} branch was modified. Review and try the merge again.`);

const forbidden: Readonly<Record<MergeMethod, string>> = {
  merge: "Merge commits are not allowed on this repository.",
  squash: "Squash merges are not allowed on this repository.",
  rebase: "Rebase merges are not allowed on this repository.",
};
const settings = { merge: "allow_merge_commit", squash: "allow_squash_merge", rebase: "allow_rebase_merge" } as const;

/** Merges a pull request, or throws what GitHub answers instead. Returns the base's new tip. */
export async function mergePull(
  context: Context,
  repository: Repository,
  actor: Viewer,
  pull: Pull,
  wish: MergeWish & { readonly sha?: string },
): Promise<string> {
  if (pull.state === "closed") throw notMergeable();
  if (wish.sha !== undefined && wish.sha !== pull.pull.headSha) throw conflict("Head");
  if (pull.pull.draft) throw failure(405, "Pull Request is still a draft");
  if (!repository.settings[settings[wish.method]]) throw failure(405, forbidden[wish.method]);
  const git = gitOf(context, repository);
  const base = await git.branch(pull.pull.base);
  if (!base) throw notMergeable();
  const { classic, rulesets, behind } = await mergeObstacles(context, repository, { pull, actor, method: wish.method });
  if (classic.length > 0) throw failure(405, classic.join(" "), aboutProtection);
  if (rulesets.length > 0) throw failure(405, rulesetRefusal(rulesets), aboutMerging);
  if (behind) throw failure(409, "Head branch is out of date. Review and try the merge again.");
  const sha = await writeMerge({ context, repository, actor, pull, base }, wish);
  if (sha === undefined) throw notMergeable();
  const ref = `refs/heads/${pull.pull.base}`;
  if (!(await git.updateRef(ref, sha, base))) throw conflict("Base", 405);
  markMerged(context, actor, pull, { baseSha: base, mergeCommitSha: sha });
  await recordChange(context, repository, actor, { ref, old: base, new: sha });
  if (repository.settings.delete_branch_on_merge) await deleteHead(context, repository, actor, pull);
  return sha;
}

async function deleteHead(context: Context, repository: Repository, actor: Viewer, { pull }: Pull): Promise<void> {
  if (pull.headRepositoryId !== repository.id || pull.head === repository.defaultBranch) return;
  const ref = `refs/heads/${pull.head}`;
  await gitOf(context, repository).deleteRef(ref);
  await recordChange(context, repository, actor, { ref, old: pull.headSha, new: undefined });
}

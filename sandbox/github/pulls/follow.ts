import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { guardsOf } from "../protection/guards";
import type { RefChange } from "../protection/push";
import { openPulls, openPullsFrom, placePullRefs, takeOver, type Pull } from "./refs";

/**
 * What a changed branch means for open pull requests: they follow their head, close when it is deleted, and are merged when their head
 * arrived in their base, whichever way it came there.
 */
export async function followPulls(
  context: Context,
  repository: Repository,
  actor: Viewer,
  change: RefChange,
): Promise<void> {
  if (!change.ref.startsWith("refs/heads/")) return;
  const branch = change.ref.slice("refs/heads/".length);
  for (const pull of openPullsFrom(context, repository).filter((row) => row.pull.head === branch)) {
    const into = context.state.repositories.get(pull.repositoryId)!;
    if (!change.new) close(context, actor, pull);
    else {
      await takeOver(context, into, repository, change.new);
      await synchronize(context, into, actor, pull, change.new);
    }
  }
  if (change.new === undefined || change.old === undefined) return;
  for (const pull of openPulls(context, repository).filter((row) => row.pull.base === branch))
    await mergedByPush(context, repository, actor, pull, { old: change.old, new: change.new });
}

async function synchronize(
  context: Context,
  repository: Repository,
  actor: Viewer,
  pull: Pull,
  headSha: string,
): Promise<void> {
  const { state, events } = context;
  const baseSha = (await gitOf(context, repository).branch(pull.pull.base)) ?? pull.pull.baseSha;
  const followed = { ...pull, pull: { ...pull.pull, headSha, baseSha } };
  state.issues.update(pull.id, { pull: followed.pull, updatedAt: state.now() });
  const guards = guardsOf(context, repository, `refs/heads/${pull.pull.base}`, undefined, "merge");
  if (guards.some(({ rule }) => rule.dismissesStaleReviews)) dismissApprovals(context, pull);
  await placePullRefs(context, repository, followed);
  const { repositoryId, number } = pull;
  events.emit({ type: "pull_request", action: "synchronize", repositoryId, number, actorId: actor.account.id });
}

function dismissApprovals({ state }: Context, { id }: Pull): void {
  for (const review of state.reviews.filter((row) => row.issueId === id && row.state === "APPROVED"))
    state.reviews.update(review.id, { state: "DISMISSED" });
}

function close({ state, events }: Context, actor: Viewer, { id, repositoryId, number }: Pull): void {
  const now = state.now();
  state.issues.update(id, { state: "closed", closedAt: now, updatedAt: now });
  events.emit({ type: "pull_request", action: "closed", repositoryId, number, actorId: actor.account.id });
}

async function mergedByPush(
  context: Context,
  repository: Repository,
  actor: Viewer,
  pull: Pull,
  moved: { readonly old: string; readonly new: string },
): Promise<void> {
  const git = gitOf(context, repository);
  const { headSha } = pull.pull;
  if ((await git.isAncestor(headSha, moved.old)) || !(await git.isAncestor(headSha, moved.new))) return;
  markMerged(context, actor, pull, { baseSha: moved.old, mergeCommitSha: moved.new });
}

/** Closes a pull request as merged. */
export function markMerged(
  { state, events }: Context,
  actor: Viewer,
  { id, repositoryId, number, pull }: Pull,
  merge: { readonly baseSha: string; readonly mergeCommitSha: string },
): void {
  const now = state.now();
  const merged = { ...pull, ...merge, mergedAt: now, mergedById: actor.account.id };
  state.issues.update(id, { state: "closed", closedAt: now, updatedAt: now, pull: merged });
  events.emit({ type: "pull_request", action: "closed", repositoryId, number, actorId: actor.account.id });
}

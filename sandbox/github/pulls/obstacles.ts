import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { ProtectionRule, Repository } from "../entities";
import { nodeId } from "../node-ids";
import { describeOpenChecks, openChecks } from "../protection/checks";
import { guardsOf } from "../protection/guards";
import type { Pull } from "./refs";
import { missingReviews } from "./reviews";

export type MergeMethod = "merge" | "squash" | "rebase";

/** What protection of the base says to a merge. */
export interface MergeObstacles {
  /** Classic protection's sentences, none when it lets the merge go ahead. */
  readonly classic: readonly string[];
  readonly rulesets: readonly string[];
  /** The head lacks commits of the base, and a rule is strict. */
  readonly behind: boolean;
}

/** A merge that somebody wants; without an actor, one of somebody with no way around protection. */
export interface WantedMerge {
  readonly pull: Pull;
  readonly actor: Viewer | undefined;
  readonly method: MergeMethod;
}

/** Protection as it meets a merge. */
export async function mergeObstacles(
  context: Context,
  repository: Repository,
  wanted: WantedMerge,
): Promise<MergeObstacles> {
  const { pull, actor } = wanted;
  const guards = guardsOf(context, repository, `refs/heads/${pull.pull.base}`, actor, "merge").filter(
    ({ exempt }) => exempt === "nothing",
  );
  const reasons = (kind: "classic" | "ruleset"): string[] =>
    guards.filter((guard) => guard.kind === kind).flatMap(({ rule }) => reasonsOf(context, repository, rule, wanted));
  const strict = guards.some(({ rule }) => rule.requiresStatusChecks && rule.requiresStrictStatusChecks);
  const behind = strict && (await isBehind(context, repository, pull));
  return { classic: reasons("classic"), rulesets: [...new Set(reasons("ruleset"))], behind };
}

async function isBehind(context: Context, repository: Repository, { pull }: Pull): Promise<boolean> {
  const git = gitOf(context, repository);
  const base = await git.branch(pull.base);
  return base !== undefined && !(await git.isAncestor(base, pull.headSha));
}

function reasonsOf(
  context: Context,
  repository: Repository,
  rule: ProtectionRule,
  { pull, actor, method }: WantedMerge,
): string[] {
  const actorId = actor && nodeId(actor.account.type, actor.account.id);
  const listed = (ids: readonly string[]): boolean => actorId !== undefined && ids.includes(actorId);
  const checks = openChecks(context.state, rule, pull.pull.headSha);
  const reasons = [
    describeOpenChecks(checks, rule.requiredStatusChecks.length),
    rule.requiresApprovingReviews && !listed(rule.bypassPullRequestActorIds)
      ? missingReviews(context, repository, pull, rule.requiredApprovingReviewCount)
      : undefined,
    rule.lockBranch ? "Cannot change this locked branch" : undefined,
    rule.restrictsPushes && actor && !listed(rule.pushActorIds)
      ? "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information."
      : undefined,
    rule.requiresLinearHistory && method === "merge" ? "This branch must not contain merge commits." : undefined,
  ];
  return reasons.filter((reason) => reason !== undefined);
}

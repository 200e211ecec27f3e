import { permissionOn, type Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { ProtectionRule, Repository } from "../entities";
import { nodeId } from "../node-ids";
import { describeOpenChecks, openChecks } from "../protection/checks";
import { ruleFor } from "../protection/rules";
import type { Pull } from "./refs";
import { missingReviews } from "./reviews";

export type MergeMethod = "merge" | "squash" | "rebase";

/** What protection of the base says to a merge. */
export interface MergeObstacles {
  /** GitHub's sentences, none when the merge may go ahead. */
  readonly reasons: readonly string[];
  /** The head lacks commits of the base, and the rule is strict. */
  readonly behind: boolean;
}

const free: MergeObstacles = { reasons: [], behind: false };

/** Protection as it meets whoever merges; without an actor, as it meets somebody with no way around it. */
export async function mergeObstacles(
  context: Context,
  repository: Repository,
  pull: Pull,
  actor: Viewer | undefined,
  method: MergeMethod,
): Promise<MergeObstacles> {
  const rule = ruleFor(context.state, repository, pull.pull.base);
  if (!rule) return free;
  if (actor && !rule.isAdminEnforced && permissionOn(context.state, actor, repository) === "admin") return free;
  const base = await gitOf(context, repository).branch(pull.pull.base);
  const strict = rule.requiresStatusChecks && rule.requiresStrictStatusChecks;
  const behind = strict && base !== undefined && !(await gitOf(context, repository).isAncestor(base, pull.pull.headSha)); // prettier-ignore
  return { reasons: reasonsOf(context, repository, rule, pull, actor, method), behind };
}

function reasonsOf(
  context: Context,
  repository: Repository,
  rule: ProtectionRule,
  pull: Pull,
  actor: Viewer | undefined,
  method: MergeMethod,
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

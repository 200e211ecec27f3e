import { permissionOn, type Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { ProtectionRule, Repository } from "../entities";
import { nodeId } from "../node-ids";
import { describeOpenChecks, openChecks } from "./checks";
import { ruleFor } from "./rules";

/** A change of a ref; undefined is "does not exist". */
export interface RefChange {
  readonly ref: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

export interface Obstacles {
  /** Why the change is refused. */
  readonly reasons: readonly string[];
  /** What would refuse it, had the actor no way around: shown as "Bypassed rule violations". */
  readonly bypassed: readonly string[];
}

const none: Obstacles = { reasons: [], bypassed: [] };

/** What classic protection says to a direct change of a branch, by push or by the API. */
export async function protectionObstacles(
  context: Context,
  repository: Repository,
  actor: Viewer,
  change: RefChange,
): Promise<Obstacles> {
  if (!change.ref.startsWith("refs/heads/")) return none;
  const rule = ruleFor(context.state, repository, change.ref.slice("refs/heads/".length));
  if (!rule) return none;
  const absolute = await absoluteReasons(context, repository, rule, actor, change);
  if (change.new === undefined || change.new === change.old) return { reasons: absolute, bypassed: [] };
  const ordinary = await ordinaryReasons(context, repository, rule, actor, { ...change, new: change.new });
  const exempt = permissionOn(context.state, actor, repository) === "admin" && !rule.isAdminEnforced;
  return exempt ? { reasons: absolute, bypassed: ordinary } : { reasons: [...absolute, ...ordinary], bypassed: [] };
}

/** Deletions and force pushes: refused for administrators too. */
async function absoluteReasons(
  context: Context,
  repository: Repository,
  rule: ProtectionRule,
  actor: Viewer,
  { old, new: fresh }: RefChange,
): Promise<string[]> {
  if (old === undefined) return [];
  if (fresh === undefined) return rule.allowsDeletions ? [] : ["Cannot delete this branch"];
  if (rule.allowsForcePushes || rule.bypassForcePushActorIds.includes(nodeId(actor.account.type, actor.account.id)))
    return [];
  const forward = await gitOf(context, repository).isAncestor(old, fresh);
  return forward ? [] : ["Cannot force-push to this branch"];
}

async function ordinaryReasons(
  context: Context,
  repository: Repository,
  rule: ProtectionRule,
  actor: Viewer,
  change: RefChange & { readonly new: string },
): Promise<string[]> {
  const actorId = nodeId(actor.account.type, actor.account.id);
  const checks = openChecks(context.state, rule, change.new);
  const reasons = [
    rule.lockBranch ? "Cannot change this locked branch" : undefined,
    rule.restrictsPushes && !rule.pushActorIds.includes(actorId)
      ? "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information."
      : undefined,
    rule.requiresApprovingReviews && !rule.bypassPullRequestActorIds.includes(actorId)
      ? "Changes must be made through a pull request."
      : undefined,
    rule.requiresLinearHistory && (await hasMerges(context, repository, change))
      ? "This branch must not contain merge commits."
      : undefined,
    rule.requiresCommitSignatures ? "Commits must have verified signatures." : undefined,
    describeOpenChecks(checks, rule.requiredStatusChecks.length),
  ];
  return reasons.filter((reason) => reason !== undefined);
}

async function hasMerges(
  context: Context,
  repository: Repository,
  change: RefChange & { new: string },
): Promise<boolean> {
  const range = [change.new, ...(change.old ? [`^${change.old}`] : [])];
  return (await gitOf(context, repository).text(["rev-list", "--merges", "--max-count=1", ...range])).trim() !== "";
}

import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { ProtectionRule, Repository } from "../entities";
import { nodeId } from "../node-ids";
import { describeOpenChecks, openChecks } from "./checks";
import { guardsOf, rulesetRefusal, type Guard } from "./guards";

/** A change of a ref; undefined is "does not exist". */
export interface RefChange {
  readonly ref: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

export interface Obstacles {
  /** Why classic protection refuses the change. */
  readonly classic: readonly string[];
  /** Why rulesets refuse it. */
  readonly rulesets: readonly string[];
  /** What would refuse it, had the actor no way around: shown as "Bypassed rule violations". */
  readonly bypassed: readonly string[];
}

/** What protection says to a direct change of a ref, by push or by the API. */
export async function changeObstacles(
  context: Context,
  repository: Repository,
  actor: Viewer,
  change: RefChange,
): Promise<Obstacles> {
  const refused = { classic: [] as string[], ruleset: [] as string[] };
  const bypassed: string[] = [];
  for (const { kind, rule, exempt } of guardsOf(context, repository, change.ref, actor, "push")) {
    const absolute = await absoluteReasons(context, repository, rule, actor, change);
    const ordinary = await ordinaryReasons(context, repository, { kind, rule }, actor, change);
    (exempt === "everything" ? bypassed : refused[kind]).push(...absolute);
    (exempt === "nothing" ? refused[kind] : bypassed).push(...ordinary);
  }
  return { classic: refused.classic, rulesets: [...new Set(refused.ruleset)], bypassed };
}

/** Why the API refuses a change of a ref: rulesets are told of before classic protection. */
export function refusalOf({ classic, rulesets }: Obstacles, prefix = ""): string | undefined {
  if (rulesets.length > 0) return rulesetRefusal(rulesets);
  return classic.length > 0 ? `${prefix}${classic.join(" ")}` : undefined;
}

/** Deletions and force pushes: classic rules refuse them to administrators too. */
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
  { kind, rule }: Pick<Guard, "kind" | "rule">,
  actor: Viewer,
  { ref, old, new: fresh }: RefChange,
): Promise<string[]> {
  if (fresh === undefined || fresh === old) return [];
  const actorId = nodeId(actor.account.type, actor.account.id);
  const checks = openChecks(context.state, rule, fresh);
  const creates = old === undefined;
  const reasons = [
    kind === "ruleset" && creates && rule.blocksCreations
      ? "Cannot create ref due to creations being restricted."
      : undefined,
    rule.lockBranch ? locked(kind, creates) : undefined,
    rule.restrictsPushes && !rule.pushActorIds.includes(actorId)
      ? "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information."
      : undefined,
    rule.requiresApprovingReviews && !rule.bypassPullRequestActorIds.includes(actorId)
      ? "Changes must be made through a pull request."
      : undefined,
    rule.requiresLinearHistory && (await hasMerges(context, repository, { ref, old, new: fresh }))
      ? "This branch must not contain merge commits."
      : undefined,
    rule.requiresCommitSignatures ? "Commits must have verified signatures." : undefined,
    describeOpenChecks(checks, rule.requiredStatusChecks.length),
  ];
  return reasons.filter((reason) => reason !== undefined);
}

/** A locked branch takes nothing; a ruleset's `update` says nothing about refs that do not exist yet. */
function locked(kind: Guard["kind"], creates: boolean): string | undefined {
  if (kind === "classic") return "Cannot change this locked branch";
  return creates ? undefined : "Cannot update this protected ref.";
}

async function hasMerges(
  context: Context,
  repository: Repository,
  change: RefChange & { new: string },
): Promise<boolean> {
  const range = [change.new, ...(change.old ? [`^${change.old}`] : [])];
  return (await gitOf(context, repository).text(["rev-list", "--merges", "--max-count=1", ...range])).trim() !== "";
}

import type { ProtectionRule, Repository } from "../entities";
import type { State } from "../state";

/** The one classic rule that applies to a branch: an exact name before patterns, then the oldest. */
export function ruleFor(state: State, repository: Repository, branch: string): ProtectionRule | undefined {
  const rules = state.rules.filter((rule) => rule.repositoryId === repository.id && matches(rule.pattern, branch));
  return rules.find((rule) => rule.pattern === branch) ?? rules[0];
}

/** fnmatch with FNM_PATHNAME, as GitHub matches branches: `*` stops at a slash, `**` does not. */
export function matches(pattern: string, name: string): boolean {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]*\]|[\\^$.|+(){}[\]]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    return part.startsWith("[") && part.length > 1 ? part.replace(/^\[!/, "[^") : `\\${part}`;
  });
  return new RegExp(`^${source}$`).test(name);
}

export const defaultRule: Omit<ProtectionRule, "id" | "repositoryId" | "creatorId" | "pattern"> = {
  allowsDeletions: false,
  allowsForcePushes: false,
  blocksCreations: false,
  dismissesStaleReviews: false,
  isAdminEnforced: false,
  lockBranch: false,
  lockAllowsFetchAndMerge: false,
  requireLastPushApproval: false,
  requiredApprovingReviewCount: 0,
  requiredStatusChecks: [],
  requiresApprovingReviews: false,
  requiresCodeOwnerReviews: false,
  requiresCommitSignatures: false,
  requiresConversationResolution: false,
  requiresDeployments: false,
  requiredDeploymentEnvironments: [],
  requiresLinearHistory: false,
  requiresStatusChecks: false,
  requiresStrictStatusChecks: false,
  restrictsPushes: false,
  restrictsReviewDismissals: false,
  pushActorIds: [],
  reviewDismissalActorIds: [],
  bypassForcePushActorIds: [],
  bypassPullRequestActorIds: [],
};

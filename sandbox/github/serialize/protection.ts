import { repositoryUrl, type Context } from "../context";
import type { ProtectionRule, RequiredCheck } from "../entities";
import { parseNodeId } from "../node-ids";
import { integration, simpleUser } from "./account";
import { teamSimple } from "./team";

/** The short form inside a branch. */
export function protectionSummary(rule: ProtectionRule | undefined): Record<string, unknown> {
  const checks = rule?.requiresStatusChecks ? rule.requiredStatusChecks : [];
  const level = !rule?.requiresStatusChecks ? "off" : rule.isAdminEnforced ? "everyone" : "non_admins";
  return {
    enabled: rule !== undefined,
    required_status_checks: {
      enforcement_level: level,
      contexts: checks.map((check) => check.context),
      checks: checks.map(checkOf),
    },
  };
}

const checkOf = ({ context, appId }: RequiredCheck): { context: string; app_id: number | null } => ({
  context,
  app_id: appId === null || appId === "-1" ? null : Number(appId),
});

/** `protected-branch`, or `branch-protection`, of the classic REST endpoints. `branch` is the one that was asked for. */
export function protection(context: Context, rule: ProtectionRule, branch: string): Record<string, unknown> {
  const url = protectionUrl(context, rule, branch);
  const enabled = (value: boolean): { enabled: boolean } => ({ enabled: value });
  return {
    url,
    ...(rule.requiresStatusChecks ? { required_status_checks: requiredStatusChecks(context, rule, branch) } : {}),
    ...(rule.requiresApprovingReviews ? { required_pull_request_reviews: requiredReviews(context, rule, branch) } : {}),
    ...(rule.restrictsPushes ? { restrictions: restrictions(context, rule, branch) } : {}),
    required_signatures: requiredSignatures(context, rule, branch),
    enforce_admins: enforceAdmins(context, rule, branch),
    required_linear_history: enabled(rule.requiresLinearHistory),
    allow_force_pushes: enabled(rule.allowsForcePushes),
    allow_deletions: enabled(rule.allowsDeletions),
    block_creations: enabled(rule.blocksCreations),
    required_conversation_resolution: enabled(rule.requiresConversationResolution),
    lock_branch: enabled(rule.lockBranch),
    allow_fork_syncing: enabled(rule.lockAllowsFetchAndMerge),
  };
}

function protectionUrl(context: Context, rule: ProtectionRule, branch: string): string {
  const repository = context.state.repositories.get(rule.repositoryId)!;
  return `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(branch)}/protection`;
}

export function requiredStatusChecks(context: Context, rule: ProtectionRule, branch: string): Record<string, unknown> {
  const url = `${protectionUrl(context, rule, branch)}/required_status_checks`;
  return {
    url,
    strict: rule.requiresStrictStatusChecks,
    contexts: rule.requiredStatusChecks.map((check) => check.context),
    contexts_url: `${url}/contexts`,
    checks: rule.requiredStatusChecks.map(checkOf),
  };
}

export const enforceAdmins = (context: Context, rule: ProtectionRule, branch: string): Record<string, unknown> => ({
  url: `${protectionUrl(context, rule, branch)}/enforce_admins`,
  enabled: rule.isAdminEnforced,
});

export const requiredSignatures = (
  context: Context,
  rule: ProtectionRule,
  branch: string,
): Record<string, unknown> => ({
  url: `${protectionUrl(context, rule, branch)}/required_signatures`,
  enabled: rule.requiresCommitSignatures,
});

export function requiredReviews(context: Context, rule: ProtectionRule, branch: string): Record<string, unknown> {
  const url = `${protectionUrl(context, rule, branch)}/required_pull_request_reviews`;
  return {
    url,
    dismiss_stale_reviews: rule.dismissesStaleReviews,
    require_code_owner_reviews: rule.requiresCodeOwnerReviews,
    require_last_push_approval: rule.requireLastPushApproval,
    required_approving_review_count: rule.requiredApprovingReviewCount,
    ...(rule.restrictsReviewDismissals
      ? {
          dismissal_restrictions: {
            url: `${url}/dismissal_restrictions`,
            users_url: `${url}/dismissal_restrictions/users`,
            teams_url: `${url}/dismissal_restrictions/teams`,
            ...actors(context, rule.reviewDismissalActorIds),
          },
        }
      : {}),
    ...(rule.bypassPullRequestActorIds.length > 0
      ? { bypass_pull_request_allowances: actors(context, rule.bypassPullRequestActorIds) }
      : {}),
  };
}

export function restrictions(context: Context, rule: ProtectionRule, branch: string): Record<string, unknown> {
  const url = `${protectionUrl(context, rule, branch)}/restrictions`;
  return {
    url,
    users_url: `${url}/users`,
    teams_url: `${url}/teams`,
    apps_url: `${url}/apps`,
    ...actors(context, rule.pushActorIds),
  };
}

/** Actors by their kind. */
function actors(
  context: Context,
  ids: readonly string[],
): Record<"users" | "teams" | "apps", Record<string, unknown>[]> {
  const found = ids.map(parseNodeId);
  const known = <T>(type: string, get: (id: string) => T | undefined): T[] =>
    found.flatMap((node) => (node?.type === type ? [get(node.id)] : [])).filter((row) => row !== undefined);
  const { state } = context;
  return {
    users: known("User", (id) => state.accounts.get(id)).map((row) => simpleUser(context, row)),
    teams: known("Team", (id) => state.teams.get(id)).map((row) => teamSimple(context, row)),
    apps: known("App", (id) => state.apps.get(id)).map((row) => integration(context, row)),
  };
}

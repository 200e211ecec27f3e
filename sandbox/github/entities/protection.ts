/** What guards branches: classic rules and rulesets. */

/** A classic branch protection rule. Fields are named as in GraphQL. Actors are node ids. */
export interface ProtectionRule {
  readonly id: string;
  readonly repositoryId: string;
  readonly creatorId: string;
  readonly pattern: string;
  readonly allowsDeletions: boolean;
  readonly allowsForcePushes: boolean;
  readonly blocksCreations: boolean;
  readonly dismissesStaleReviews: boolean;
  readonly isAdminEnforced: boolean;
  readonly lockBranch: boolean;
  readonly lockAllowsFetchAndMerge: boolean;
  readonly requireLastPushApproval: boolean;
  readonly requiredApprovingReviewCount: number;
  /** `appId` "-1" is any app; null is whichever app set the check last. */
  readonly requiredStatusChecks: readonly RequiredCheck[];
  readonly requiresApprovingReviews: boolean;
  readonly requiresCodeOwnerReviews: boolean;
  readonly requiresCommitSignatures: boolean;
  readonly requiresConversationResolution: boolean;
  readonly requiresDeployments: boolean;
  readonly requiredDeploymentEnvironments: readonly string[];
  readonly requiresLinearHistory: boolean;
  readonly requiresStatusChecks: boolean;
  readonly requiresStrictStatusChecks: boolean;
  readonly restrictsPushes: boolean;
  readonly restrictsReviewDismissals: boolean;
  readonly pushActorIds: readonly string[];
  readonly reviewDismissalActorIds: readonly string[];
  readonly bypassForcePushActorIds: readonly string[];
  readonly bypassPullRequestActorIds: readonly string[];
}

export interface RequiredCheck {
  readonly context: string;
  readonly appId: string | null;
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: "Integration" | "OrganizationAdmin" | "RepositoryRole" | "Team" | "DeployKey";
  readonly bypass_mode: "always" | "pull_request" | "exempt";
}

export interface Ruleset {
  readonly id: string;
  readonly repositoryId: string;
  readonly name: string;
  readonly target: "branch" | "tag" | "push";
  readonly enforcement: "active" | "evaluate" | "disabled";
  readonly bypassActors: readonly BypassActor[];
  readonly conditions?: {
    readonly ref_name?: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly Rule[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

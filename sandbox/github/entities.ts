/** What the simulator of GitHub remembers. Ids are GitHub's database ids as strings; moments are ISO 8601 without milliseconds. */

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly type: "User" | "Organization";
  readonly name: string | null;
  readonly email: string | null;
  /** `free` lacks branch protection and environments on private repositories. */
  readonly plan: "free" | "team" | "enterprise";
  readonly createdAt: string;
  /** Of a user, who they are in organizations: organization id → role. */
  readonly memberships: Readonly<Record<string, "admin" | "member">>;
}

export interface Token {
  /** SHA-256 of the token, in hex. */
  readonly id: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  /** Set on a token that an app was given for one repository, as Actions' GITHUB_TOKEN. */
  readonly installation?: {
    readonly appId: string;
    readonly repositoryId: string;
    readonly permission: "read" | "write";
    /** Per area, as a workflow's `permissions` say; `permission` holds for the rest. */
    readonly permissions?: Readonly<Record<string, "none" | "read" | "write">>;
  };
}

export interface App {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** The settings of a repository that its API takes and answers under the same names. */
export interface RepositorySettings {
  readonly description: string | null;
  readonly homepage: string | null;
  readonly has_issues: boolean;
  readonly has_projects: boolean;
  readonly has_wiki: boolean;
  readonly has_discussions: boolean;
  readonly has_downloads: boolean;
  readonly is_template: boolean;
  readonly allow_squash_merge: boolean;
  readonly allow_merge_commit: boolean;
  readonly allow_rebase_merge: boolean;
  readonly allow_auto_merge: boolean;
  readonly allow_update_branch: boolean;
  readonly allow_forking: boolean;
  readonly delete_branch_on_merge: boolean;
  readonly squash_merge_commit_title: string;
  readonly squash_merge_commit_message: string;
  readonly merge_commit_title: string;
  readonly merge_commit_message: string;
  readonly web_commit_signoff_required: boolean;
  readonly archived: boolean;
}

export interface Repository {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly visibility: "public" | "private" | "internal";
  readonly defaultBranch: string;
  readonly topics: readonly string[];
  readonly settings: RepositorySettings;
  readonly vulnerabilityAlerts: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
}

/** A name that a repository had: requests for it are redirected. */
export interface FormerName {
  /** `owner/name` in lower case. */
  readonly id: string;
  readonly repositoryId: string;
}

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

/** Secrets and variables of Actions belong to a scope: `repository:<id>`, `environment:<id>` or `organization:<id>`. */
export interface Secret {
  /** `<scope>/<NAME>` */
  readonly id: string;
  readonly scope: string;
  readonly name: string;
  /** Opened when it was stored: the runner needs it, no answer ever holds it. */
  readonly value: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Variable {
  readonly id: string;
  readonly scope: string;
  readonly name: string;
  readonly value: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface KeyPair {
  /** The scope whose secrets are sealed for this key. */
  readonly id: string;
  readonly keyId: string;
  /** Base64 of 32 bytes each. */
  readonly publicKey: string;
  readonly secretKey: string;
}

export interface Environment {
  readonly id: string;
  readonly repositoryId: string;
  readonly name: string;
  readonly waitTimer: number;
  readonly preventSelfReview: boolean;
  readonly canAdminsBypass: boolean;
  readonly reviewers: readonly { readonly type: "User" | "Team"; readonly id: number }[];
  readonly branchPolicy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface DeploymentPolicy {
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly type: "branch" | "tag";
}

export interface ActionsPermissions {
  /** The repository's id. */
  readonly id: string;
  readonly enabled: boolean;
  readonly allowed_actions: "all" | "local_only" | "selected";
  readonly sha_pinning_required: boolean;
  readonly selected: {
    readonly github_owned_allowed: boolean;
    readonly verified_allowed: boolean;
    readonly patterns_allowed: readonly string[];
  };
  readonly workflow: {
    readonly default_workflow_permissions: "read" | "write";
    readonly can_approve_pull_request_reviews: boolean;
  };
}

export interface CommitStatus {
  readonly id: string;
  readonly repositoryId: string;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creatorId: string;
  readonly appId: string | null;
  readonly createdAt: string;
}

export interface CheckRun {
  readonly id: string;
  readonly repositoryId: string;
  readonly headSha: string;
  readonly name: string;
  readonly appId: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly detailsUrl: string | null;
  readonly externalId: string;
  readonly output: { readonly title: string | null; readonly summary: string | null; readonly text: string | null };
}

/** An issue or, with `pull`, a pull request: GitHub counts both in one sequence of numbers. */
export interface Issue {
  readonly id: string;
  readonly repositoryId: string;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly authorId: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly pull?: PullRequest;
}

export interface PullRequest {
  readonly head: string;
  readonly headSha: string;
  readonly base: string;
  /** The tip of the base branch when the head was last pushed; of a merged one, what it was merged into. */
  readonly baseSha: string;
  readonly draft: boolean;
  readonly mergedAt: string | null;
  readonly mergedById: string | null;
  readonly mergeCommitSha: string | null;
}

export interface Label {
  readonly id: string;
  readonly repositoryId: string;
  readonly name: string;
  /** Six hex digits. */
  readonly color: string;
  readonly description: string | null;
}

export interface Review {
  readonly id: string;
  readonly issueId: string;
  readonly authorId: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  readonly commitSha: string;
  readonly submittedAt: string;
}

export interface Comment {
  readonly id: string;
  readonly repositoryId: string;
  readonly issueId: string;
  readonly authorId: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What workflows are given: secrets, variables, environments, permissions. */

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

/** What was chosen for the subjects of a repository's identity tokens. */
export interface OidcSubject {
  /** The repository's id. */
  readonly id: string;
  readonly use_default: boolean;
  readonly include_claim_keys?: readonly string[] | undefined;
  readonly use_immutable_subject?: boolean | undefined;
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

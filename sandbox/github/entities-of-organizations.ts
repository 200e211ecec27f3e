/** Teams, rulesets and webhooks. */

export interface Team {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly privacy: "secret" | "closed";
  readonly notificationSetting: "notifications_enabled" | "notifications_disabled";
  readonly parentId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface TeamMembership {
  /** `<team id>/<account id>` */
  readonly id: string;
  readonly teamId: string;
  readonly accountId: string;
  readonly role: "member" | "maintainer";
}

export interface TeamRepository {
  /** `<team id>/<repository id>` */
  readonly id: string;
  readonly teamId: string;
  readonly repositoryId: string;
  readonly permission: "pull" | "triage" | "push" | "maintain" | "admin";
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

export interface Hook {
  readonly id: string;
  readonly repositoryId: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: {
    readonly url: string;
    readonly content_type: string;
    readonly insecure_ssl: string;
    readonly secret?: string;
  };
  readonly createdAt: string;
  readonly updatedAt: string;
}

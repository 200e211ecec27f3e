/** Who there is on GitHub, and how they are let in. */

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

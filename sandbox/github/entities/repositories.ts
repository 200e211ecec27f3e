/** Repositories and their webhooks. */

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
  /** What it is a fork of. */
  readonly parentId?: string;
  readonly createdAt: string;
  /** Since when it has its name, when it had another before. */
  readonly renamedAt?: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
}

/** A name that a repository had: requests for it are redirected. */
export interface FormerName {
  /** `owner/name` in lower case. */
  readonly id: string;
  readonly repositoryId: string;
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

/** One attempt to tell a webhook of an event. */
export interface HookDelivery {
  readonly id: string;
  readonly hookId: string;
  readonly repositoryId: string;
  /** The same for a redelivery. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  /** Seconds. */
  readonly duration: number;
  /** `OK`, `Invalid HTTP Response: 500`, or why nothing was answered. */
  readonly status: string;
  /** 0 without an answer. */
  readonly statusCode: number;
  readonly request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: Readonly<Record<string, unknown>>;
  };
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly payload: string };
}

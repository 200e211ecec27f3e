import type { Entity } from "../kit/collection";
import type { Database } from "../runtime/types";

/** What the simulator remembers. Times are ISO 8601 in UTC, to the second, as Heroku writes them. */

export interface Timestamped extends Entity {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Account extends Timestamped {
  readonly email: string;
  readonly name: string;
  /** Those that were switched. */
  readonly features?: Readonly<Record<string, boolean>>;
}

/** A token that authenticates. Only its digest is kept. */
export interface Authorization extends Timestamped {
  readonly description: string;
  readonly scope: readonly string[];
  readonly tokenId: string;
  /** SHA-256, hex. */
  readonly tokenDigest: string;
  /** What later reads show in the token's place. */
  readonly maskedToken: string;
  readonly expiresInSeconds: number | null;
  readonly expiresAt: string | null;
  /** The one that stands for the account's API key, `~`. */
  readonly apiKey: boolean;
}

export interface Team extends Timestamped {
  readonly name: string;
}

export interface App extends Timestamped {
  readonly name: string;
  readonly region: string;
  readonly stack: string;
  readonly buildStack: string;
  readonly teamId: string | null;
  readonly locked: boolean;
  readonly maintenance: boolean;
  readonly acm: boolean;
  /** The 12 hex digits in the host name of `web_url`. */
  readonly webSuffix: string;
  /** Config vars that are not an add-on's. */
  readonly config: Readonly<Record<string, string>>;
  readonly buildpacks: readonly string[];
  readonly detectedBuildpack: string | null;
  readonly features: Readonly<Record<string, boolean>>;
  readonly releasedAt: string | null;
  readonly slugSize: number | null;
}

export interface Slug extends Timestamped {
  readonly appId: string;
  readonly state: "awaiting-upload" | "ready" | "gone";
  readonly folder: string;
  readonly processTypes: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Folders outside the slug's that it needs; other slugs can need them, too. */
  readonly dependencies?: readonly string[];
  readonly size: number | null;
  readonly stack: string;
  readonly commit: string | null;
  readonly commitDescription: string | null;
  readonly checksum: string | null;
  readonly buildpack: string | null;
  /** Part of the addresses at which the blob can be put and got. */
  readonly secret: string;
}

export interface Release extends Timestamped {
  readonly appId: string;
  readonly version: number;
  readonly description: string;
  readonly status: "pending" | "succeeded" | "failed" | "expired";
  readonly current: boolean;
  readonly slugId: string | null;
  /** Whether the slug was taken over from the release before, and not brought by this one. */
  readonly inheritsSlug: boolean;
  /** The app's own config vars when the release was made: what a rollback brings back. */
  readonly config: Readonly<Record<string, string>>;
  /** All config vars, the add-ons' too. */
  readonly environment: Readonly<Record<string, string>>;
  readonly addonPlanNames: readonly string[];
  readonly userId: string;
  readonly streamId: string | null;
}

export interface SourceBlob {
  readonly url: string;
  readonly checksum: string | null;
  readonly version: string | null;
  readonly versionDescription: string | null;
}

export interface Build extends Timestamped {
  readonly appId: string;
  readonly status: "pending" | "succeeded" | "failed";
  readonly streamId: string;
  readonly source: SourceBlob;
  readonly buildpacks: readonly string[];
  readonly stack: string;
  readonly slugId: string | null;
  readonly releaseId: string | null;
  readonly userId: string;
}

/** A place to which a client uploads source. */
export interface Source extends Timestamped {
  readonly secret: string;
}

export interface Formation extends Timestamped {
  readonly appId: string;
  readonly type: string;
  readonly command: string;
  readonly quantity: number;
  readonly size: string;
}

export interface Addon extends Timestamped {
  readonly appId: string;
  readonly name: string;
  readonly plan: string;
  readonly state: "provisioning" | "provisioned" | "deprovisioned";
  /** When the provisioning ends. */
  readonly dueAt: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The add-on whose database this one begins with. */
  readonly forkOf?: string;
  readonly providerId: string;
  readonly userId: string;
  readonly database: Database | null;
}

export interface Attachment extends Timestamped {
  readonly addonId: string;
  readonly appId: string;
  readonly name: string;
  readonly namespace: string | null;
}

import type { Timestamped } from "./entities";

/** What hangs on an app besides its code. */

export interface Domain extends Timestamped {
  readonly appId: string;
  readonly hostname: string;
  /** Where the person's DNS record points: `<words>.herokudns.com`. */
  readonly cname: string;
  readonly sniEndpointId: string | null;
}

/** A certificate that a person brought. */
export interface SniEndpoint extends Timestamped {
  readonly appId: string;
  /** `amber-48213` */
  readonly name: string;
  /** PEM; the private key is checked and not kept. */
  readonly certificateChain: string;
}

export interface LogDrain extends Timestamped {
  readonly appId: string;
  readonly url: string;
  /** `d.<uuid>` */
  readonly token: string;
}

export interface Webhook extends Timestamped {
  readonly appId: string;
  /** `api:release`, … */
  readonly include: readonly string[];
  readonly level: "notify" | "sync";
  readonly url: string;
  /** Not in Heroku's schema; Terraform's provider herokux sets it and reads it back. */
  readonly name?: string;
  readonly secret: string;
  readonly authorization: string | null;
}

/** Something that happened to an app which one of its webhooks asked for. */
export interface WebhookEvent extends Timestamped {
  readonly appId: string;
  readonly include: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface WebhookDelivery extends Timestamped {
  readonly appId: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly status: "pending" | "succeeded" | "failed" | "retrying";
  readonly attempts: number;
  /** HTTP status; null when nobody answered. */
  readonly code: number | null;
  readonly error: string | null;
}

/** Somebody who was given access to an app, besides its owner. */
export interface Collaborator extends Timestamped {
  readonly appId: string;
  readonly email: string;
  readonly permissions: readonly string[];
}

import { type DataClient } from "../../clients/heroku-data";
import { type PlatformClient } from "../../clients/heroku-platform";
import { type SchedulerClient } from "../../clients/heroku-scheduler";
import { type Time } from "../../clients/transport";

export type { Addon, App, Authorization, Build, Release } from "../../clients/heroku-platform";
export type { BackupSchedule, Transfer } from "../../clients/heroku-data";
export type { Job } from "../../clients/heroku-scheduler";
export { ApiError, isLoopback, isNotFound } from "../../clients/transport";

/** Heroku, once the provider is configured. */
export interface Clients {
  readonly platform: PlatformClient;
  readonly data: DataClient;
  readonly scheduler: SchedulerClient;
}

export type Severity = "debug" | "info" | "warning" | "error";

/** What a call has at hand. */
export interface Context extends Clients {
  readonly time: Time;
  /** Aborted when the user cancels: to be given to what waits or reads. What changes something runs to its end, so that nothing is made unseen. */
  readonly signal: AbortSignal;
  /** How long a wait may last; the user's `customTimeouts`, or the resource's own. */
  readonly timeoutMs: number;
  /** Shown with the resource; an ephemeral message only while it is worked on. Never give it a secret. */
  log(severity: Severity, message: string, options?: { readonly ephemeral?: boolean }): void;
}

/** What a creation has at hand. */
export interface CreateContext extends Context {
  /**
   * To be called as soon as the thing exists: whatever fails later, its id is kept. `outputs` are those that only the creation's
   * answer tells; a read finds them among what is known.
   */
  made(id: string, outputs?: Readonly<Record<string, unknown>>): void;
}

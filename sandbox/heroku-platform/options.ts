import type { Clock } from "../kit/clock";
import type { Store } from "../kit/store";
import type { Builder, DatabaseServer, ProcessRunner } from "../runtime/types";

export interface HerokuPlatformOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Where slugs, uploaded sources, build caches and logs are kept. */
  readonly folder: string;
  /** The account's API key. */
  readonly apiKey: string;
  /** The one account. */
  readonly account?: { readonly email: string; readonly name: string };
  /** Names of the teams that the account belongs to. */
  readonly teams?: readonly string[];
  /** The address of the listener on which this is registered, without a slash at its end; known once it listens. */
  readonly url: () => string;
  /** The same over TLS, for what clients accept only so; `url` when absent. */
  readonly secureUrl?: () => string;
  /** The port of the router that serves the apps. */
  readonly routerPort: () => number;
  readonly databases: DatabaseServer;
  readonly builder: Builder;
  readonly processes: ProcessRunner;
  /** How long an add-on is `provisioning`, by the sandbox's clock; 1500 when absent. */
  readonly provisioningMs?: number;
  /** How long a web dyno may take until it listens, by the machine's clock; Heroku's 60 s when absent. */
  readonly bootTimeoutMs?: number;
  /** How long a process has from SIGTERM to SIGKILL; Heroku's 30 s when absent. */
  readonly stopGraceMs?: number;
  /** How often the memory of the dynos is looked at, by the machine's clock; Heroku's 20 s when absent. */
  readonly memoryCheckMs?: number;
  /** Requests in the account's bucket; Heroku's 4500 when absent. */
  readonly rateLimit?: number;
}

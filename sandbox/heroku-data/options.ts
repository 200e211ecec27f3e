import type { PlatformDirectory } from "../heroku-platform/directory";
import type { Clock } from "../kit/clock";
import type { Journal } from "../kit/journal";
import type { Store } from "../kit/store";
import type { DatabaseServer } from "../runtime/types";

export interface HerokuDataOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly databases: DatabaseServer;
  readonly directory: PlatformDirectory;
  /** Where the dumps are kept. */
  readonly folder: string;
  /** The address of the listener, without a slash at its end. */
  readonly url: () => string;
  /** The same over TLS: what is asked for over TLS gets addresses with TLS, as the heroku CLI downloads over nothing else. */
  readonly secureUrl?: () => string;
  readonly journal: Journal;
}

import type { PlatformDirectory } from "../heroku-platform/directory";
import type { Clock } from "../kit/clock";
import type { Journal } from "../kit/journal";
import type { Store } from "../kit/store";

export interface HerokuSchedulerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: PlatformDirectory;
  readonly journal: Journal;
}

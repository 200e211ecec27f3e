import type { Firings } from "./firings";
import type { HerokuDataOptions } from "./options";
import type { State } from "./state";
import type { Transfers } from "./transfers";

/** What the routes and actions work with. */
export interface Context extends HerokuDataOptions {
  readonly state: State;
  readonly transfers: Transfers;
  readonly firings: Firings;
}

import type { Urls } from "../environment";
import type { Clock } from "../kit/clock";
import type { Faults } from "../kit/faults";
import type { Journal } from "../kit/journal";
import type { Requests } from "../kit/requests";
import type { Services } from "../services";
import type { SignIn } from "./access/sign-in";

/** The running sandbox, as the console looks into it. `clock` and `services` throw while it is being reset. */
export interface Inside {
  readonly clock: Clock;
  readonly services: Services;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly requests: Requests;
  readonly urls: Urls;
  readonly signIn: SignIn;
}

import type { Urls } from "./environment";
import type { Credentials, Home, Ports } from "./home";
import type { Faults } from "./kit/faults";
import type { Journal } from "./kit/journal";
import type { Requests } from "./kit/requests";

/** What the parts of a sandbox are made with. */
export interface PartsContext {
  readonly home: Home;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly requests: Requests;
  readonly urls: Urls;
  readonly ports: Ports;
  readonly machineTime?: () => number;
  /** The application that the repository on the GitHub stand-in is seeded with. */
  readonly seedFolder: string;
  /** The program that runs jobs of workflows. */
  readonly actProgram: string;
  /** Where set-up put the engine, which those jobs find, too. */
  readonly pulumiHome: string;
  readonly log: (line: string) => void;
  readonly progress: (step: string) => void;
}

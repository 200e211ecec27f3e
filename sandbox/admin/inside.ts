import type { Inside } from "../console/inside";
import type { Credentials, Home, Ports } from "../home";

/** The running sandbox, as the admin API steers it. */
export interface Steered extends Pick<Inside, "clock" | "services" | "faults" | "journal" | "urls" | "signIn"> {
  readonly home: Home;
  readonly credentials: Credentials;
  readonly ports: Ports;
  /** ISO 8601, machine time. */
  readonly startedAt: string;
  reset(): Promise<void>;
}

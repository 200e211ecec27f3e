import { RunError } from "@pulumi/pulumi";

/** A reason for which the program stops before anything is called. Pulumi shows its message alone. */
export abstract class Refusal extends RunError {
  /** Stable, for scripts. */
  abstract readonly id: string;

  constructor(message: string) {
    super(message);
    // Pulumi never shows it, but spends 14 seconds on formatting it with source maps.
    delete this.stack;
  }
}

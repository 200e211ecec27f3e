/** What the exit codes of `penny` mean. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  locked: 3,
  refused: 4,
  unhealthy: 5,
  unapproved: 6,
  interrupted: 130,
} as const;

/** A failure that a person can do something about: what was wrong, where, and the next step. */
export abstract class OperationError extends Error {
  /** Stable, for scripts. */
  abstract readonly id: string;
  readonly exitCode: number = exitCodes.failed;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Nothing was changed, for a reason that stands in the message. */
export abstract class Refused extends OperationError {
  override readonly exitCode = exitCodes.refused;
}

export class Interrupted extends OperationError {
  readonly id = "interrupted";
  override readonly exitCode = exitCodes.interrupted;
  constructor(what: string) {
    super(`interrupted: ${what}`);
  }
}

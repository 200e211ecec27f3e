import { Failure } from "../runtime/machine/failure";

/** The command needs a running sandbox. */
export class NotRunning extends Failure {
  readonly id = "sandbox-not-running";
  constructor() {
    super("The sandbox is not running. Start it: bin/sandbox start");
  }
}

/** The sandbox's process lives but does not answer. */
export class NotAnswering extends Failure {
  readonly id = "sandbox-not-answering";
  constructor(pid: number, logFile: string) {
    super(
      `The sandbox (pid ${pid}) does not answer: it is starting, ending or stuck. Look: bin/sandbox logs (${logFile}). ` +
        "To end it: bin/sandbox stop",
    );
  }
}

/** The sandbox's process could not start; `reason` says why in its own words. */
export class NotStarted extends Failure {
  readonly id = "sandbox-not-started";
  constructor(reason: string, logFile: string) {
    super(`The sandbox did not start: ${reason}\nThe log: ${logFile}`);
  }
}

/** The admin API refused. */
export class Refused extends Failure {
  readonly id = "sandbox-refused";
  constructor(what: string, status: number, message: string) {
    super(`The sandbox refused ${what} (${status}): ${message}`);
  }
}

/** An argument cannot be read. */
export class WrongArgument extends Failure {
  readonly id = "wrong-argument";
}

/** Nothing was logged yet. */
export class NoLog extends Failure {
  readonly id = "no-log";
  constructor() {
    super("There is no log yet: the sandbox never started here. Start it: bin/sandbox start");
  }
}

/** A reset was not confirmed. */
export class NotConfirmed extends Failure {
  readonly id = "not-confirmed";
}

/** The sandbox ended before it had answered. */
export class ConnectionLost extends Failure {
  readonly id = "sandbox-connection-lost";
  constructor(cause: Error) {
    super("The sandbox ended before it had answered. See why: bin/sandbox logs. Go on: bin/sandbox start", { cause });
  }
}

import { Failure } from "./runtime/machine/failure";

/** The sandbox is between two states: it is being reset, or has ended. */
export class NotOpen extends Failure {
  readonly id = "sandbox-not-open";
  constructor() {
    super("the sandbox is being reset or has ended; look again in a moment: bin/sandbox status");
  }
}

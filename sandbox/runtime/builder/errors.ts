import { Failure } from "../machine/failure";

/** The application does not build: the log tells why, as Heroku's does. */
export class BuildFailed extends Failure {
  readonly id = "build-failed";
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`the build failed: ${reason}. The build's log has the details; the former release keeps running`, options);
  }
}

/** This machine has no interpreter, package installer or node that other users can run. */
export class LanguageNotFound extends Failure {
  readonly id = "language-not-found";
  constructor(what: string, install: string) {
    super(`${what}: it is needed to build the application. Install it: ${install}`);
  }
}

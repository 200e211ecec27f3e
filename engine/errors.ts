/** What set-up can fail with: a stable `id` for scripts, and in `remedy` the next step for a person. */
export abstract class EngineError extends Error {
  abstract readonly id: string;
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string) {
    super(message);
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** A program that is not on this machine. */
export class ProgramMissing extends EngineError {
  readonly id = "program_missing";
  constructor(program: string, remedy?: string) {
    super(`${program} was not found on PATH`, remedy ?? `Install ${program}.`);
  }
}

/** A program that ended with an exit code other than 0; `output` holds the last lines of what it said. */
export class CommandFailed extends EngineError {
  readonly id = "command_failed";
  constructor(
    readonly command: string,
    readonly exit: number | NodeJS.Signals,
    readonly output: string,
  ) {
    super(`${command} ended with ${exit}${output ? `:\n${output}` : ""}`);
  }
}

/** A download from which no byte came for too long. */
export class NoAnswer extends EngineError {
  readonly id = "no_answer";
  constructor(
    readonly command: string,
    milliseconds: number,
  ) {
    super(`${command}: no answer for ${milliseconds / 1000} s`, "Check the network, or a proxy (HTTPS_PROXY).");
  }
}

/** A program that ran well but did not make what it should. */
export class NothingMade extends EngineError {
  readonly id = "nothing_made";
  constructor(command: string, path: string) {
    super(`${command} succeeded, but ${path} is not there`);
  }
}

/** Go is not on this machine, and a build needs it. */
export class GoMissing extends EngineError {
  readonly id = "go_missing";
  constructor(wanted: string) {
    super(`Go was not found on PATH; the build needs ${wanted} or newer`, `Install Go ${wanted}+: https://go.dev/dl/`);
  }
}

/** The Go on this machine is too old to build with. */
export class GoTooOld extends EngineError {
  readonly id = "go_too_old";
  constructor(found: string, wanted: string) {
    super(`Go ${found} is too old; the build needs ${wanted} or newer`, `Install Go ${wanted}+: https://go.dev/dl/`);
  }
}

/** No way led to a part of the engine: lists each way, why it failed, and what to install. */
export class NoWayWorked extends EngineError {
  readonly id = "no_way_worked";
  constructor(
    readonly part: string,
    readonly failures: readonly { readonly way: string; readonly error: Error; readonly remedy?: string }[],
  ) {
    const tried = failures.map(({ way, error }) => `  - ${way}: ${error.message.replaceAll("\n", "\n    ")}`);
    const remedies = failures.map(({ error, remedy }) => (error instanceof EngineError && error.remedy) || remedy);
    super(
      [`${part} could not be set up. Tried:`, ...tried].join("\n"),
      ["One of these is enough:", ...new Set(remedies.filter((remedy) => remedy !== undefined))].join("\n  - "),
    );
  }
}

/** PostgreSQL's programs are missing and set-up may not, or could not, install them. */
export class PostgresMissing extends EngineError {
  readonly id = "postgres_missing";
  constructor(command: string | undefined, why?: string) {
    super(
      `PostgreSQL's programs (initdb, postgres, pg_dump, pg_restore) were not found${why ? `; ${why}` : ""}`,
      command ? `Install them: ${command}` : "Install PostgreSQL 14 or newer: https://www.postgresql.org/download/",
    );
  }
}

/** No browser for the console's test, and set-up may not install one, or could not. */
export class ChromiumMissing extends EngineError {
  readonly id = "chromium_missing";
  constructor(command: string | undefined, why?: string) {
    super(
      `Neither Chromium nor Chrome was found${why ? `; ${why}` : ""}`,
      `${command ? `Install it: ${command}` : "Install one: https://www.chromium.org/getting-involved/download-chromium/"}, or set CHROMIUM to its program`,
    );
  }
}

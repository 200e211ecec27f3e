import { EngineError } from "../errors";

/** The sandbox does not run, so that there is nothing to act on. */
export class SandboxNotRunning extends EngineError {
  readonly id = "sandbox_not_running";
  /** @param said the sandbox's own words, which tell the next step */
  constructor(said: string) {
    super(said);
  }
}

/** `config set` and its like: settings live in tracked files, which a rehearsal never writes. */
export class TrackedFile extends EngineError {
  readonly id = "tracked_file";
  constructor(command: string, file: string) {
    super(
      `pulumi ${command} would write into a copy: bin/pulumi never changes tracked files`,
      `Edit ${file} instead; the next command sees it. (For real secrets: npx pulumi config set --secret NAME.)`,
    );
  }
}

/** An option that would take the engine out of the rendered project. */
export class OptionRefused extends EngineError {
  readonly id = "option_refused";
  constructor(option: string) {
    super(`${option} is not possible here: bin/pulumi works in its own rendered project`, "Use npx pulumi for that.");
  }
}

/** A settings file that is not YAML. The message has the parser's line and column. */
export class SettingsUnreadable extends EngineError {
  readonly id = "settings_unreadable";
  constructor(file: string, why: string) {
    super(`${file} is not readable YAML: ${why.trim()}`, `Mend ${file} at that place.`);
  }
}

/** A killed `up` left creations of which nobody knows whether they happened. */
export class PendingOperations extends EngineError {
  readonly id = "pending_operations";
  constructor(stack: string, operations: readonly { readonly type: string; readonly urn: string }[]) {
    super(
      [
        `An earlier run of stack ${stack} was killed while it was at these; to go on could make a thing twice:`,
        ...operations.map(({ type, urn }) => `  - ${type} ${urn}`),
      ].join("\n"),
      [
        "See what exists, then forget the operations and import what was made:",
        `  bin/pulumi refresh --yes --clear-pending-creates -s ${stack}`,
        "  bin/pulumi import --generate-code=false <type> <name> <id>",
        "Or start the sandbox afresh: bin/sandbox reset",
      ].join("\n"),
    );
  }
}

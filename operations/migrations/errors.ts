/** What reading migrations can fail with: a stable `id` for scripts, and a message that ends with the next step. */
export abstract class MigrationsError extends Error {
  abstract readonly id: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Migrations are read by Python's own parser, and there is no Python. */
export class PythonMissing extends MigrationsError {
  readonly id = "python_missing";
  constructor(program: string) {
    super(
      `${program} was not found on PATH; migrations are read by Python's own parser. Install Python 3.9 or newer (apt-get install python3).`,
    );
  }
}

/** The reader's process ended otherwise than with an answer to each file. */
export class ReaderFailed extends MigrationsError {
  readonly id = "reader_failed";
  constructor(program: string, what: string) {
    super(`${program} could not read the migrations: ${what}. Try \`${program} --version\`: 3.9 or newer is needed.`);
  }
}

/** git said no. */
export class GitFailed extends MigrationsError {
  readonly id = "git_failed";
  constructor(repository: string, command: string, what: string) {
    super(`git ${command} in ${repository} failed: ${what}`);
  }
}

/** A commit, branch or tag that the repository does not have. */
export class NoSuchCommit extends MigrationsError {
  readonly id = "no_such_commit";
  constructor(repository: string, revision: string) {
    super(`${repository} has no commit ${revision}. Fetch it first (git fetch origin), or give another.`);
  }
}

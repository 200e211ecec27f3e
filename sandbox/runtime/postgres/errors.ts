import { Failure } from "../machine/failure";

function installCommand(): string {
  if (process.platform === "darwin") return "brew install postgresql@16";
  return "apt-get install postgresql (Debian, Ubuntu), dnf install postgresql-server (Fedora)";
}

/** No folder on this machine holds initdb, postgres, pg_dump and pg_restore together. */
export class PostgresNotFound extends Failure {
  readonly id = "postgres-not-found";
  constructor(looked: readonly string[], reason = "") {
    super(
      `PostgreSQL's programs (initdb, postgres, pg_dump, pg_restore) were not found in ${looked.join(", ")}${reason}. ` +
        `Install them: ${installCommand()}`,
    );
  }
}

/** The data folder was not made: initdb or openssl failed. */
export class ClusterNotMade extends Failure {
  readonly id = "postgres-cluster-not-made";
  constructor(program: string, folder: string, output: string) {
    super(`${program} did not make ${folder}: ${output.trim()}. Mend what it names, then start the sandbox again`);
  }
}

/** The port that all DATABASE_URLs name is taken by another program. */
export class DatabasePortTaken extends Failure {
  readonly id = "postgres-port-taken";
  constructor(port: number, stateFile: string) {
    super(
      `port ${port}, which the databases' DATABASE_URLs name, is used by another program. Stop that program ` +
        `(lsof -iTCP:${port} shows it) and start again, or remove ${stateFile} together with the sandbox's data (bin/sandbox reset)`,
    );
  }
}

/** Another sandbox's server still runs on the same data folder. */
export class ClusterInUse extends Failure {
  readonly id = "postgres-cluster-in-use";
  constructor(folder: string, pid: number) {
    super(
      `the databases in ${folder} are served by process ${pid} already: stop that sandbox (bin/sandbox stop), or end the process`,
    );
  }
}

/** The server did not start, or ended right away. */
export class ClusterNotStarted extends Failure {
  readonly id = "postgres-not-started";
  constructor(log: string, lastLines: string) {
    super(`PostgreSQL did not start. Its log, ${log}, ends with: ${lastLines.trim() || "(nothing)"}`);
  }
}

/** The data folder was made by another major version than the programs at hand. */
export class ClusterVersionDiffers extends Failure {
  readonly id = "postgres-version-differs";
  constructor(folder: string, made: string, found: string) {
    super(
      `${folder} was made by PostgreSQL ${made}, and this machine's programs are ${found}: install PostgreSQL ${made}, ` +
        `or remove the sandbox's data (bin/sandbox reset)`,
    );
  }
}

/** pg_dump or pg_restore failed; its messages are in the log that the caller gave. */
export class TransferFailed extends Failure {
  readonly id = "postgres-transfer-failed";
  constructor(program: string, database: string, lastLine: string) {
    super(`${program} of database ${database} failed: ${lastLine}`);
  }
}

/** An extension that a reset or a restore was to make could not be made. */
export class ExtensionNotMade extends Failure {
  readonly id = "extension-not-made";
  constructor(extension: string, reason: string) {
    super(
      `the extension ${extension} could not be made: ${reason}. psql shows which there are: select * from pg_available_extensions`,
    );
  }
}

import { execa } from "execa";
import { type Database } from "../types";
import { TransferFailed } from "./errors";

export interface TransferOptions {
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The password goes by the environment: arguments are seen by every user of the machine. */
function connection({ host, port, user, name, password }: Database): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    LC_ALL: "C",
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGDATABASE: name,
    PGPASSWORD: password,
    PGSSLMODE: "require",
  };
}

async function run(program: string, args: string[], database: Database, options: TransferOptions): Promise<void> {
  const child = execa(program, args, {
    env: connection(database),
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    cancelSignal: options.signal,
  });
  let last = "";
  for await (const line of child.iterable({ from: "stderr" })) options.log((last = line));
  const result = await child;
  options.signal?.throwIfAborted();
  if (result.failed) throw new TransferFailed(program, database.name, last || result.shortMessage || "no message");
}

const portable = ["--no-owner", "--no-privileges", "--verbose"];

/** As Heroku captures: custom format, without owners and privileges, so that it can be restored into any database. */
export function dump(pgDump: string, database: Database, file: string, options: TransferOptions): Promise<void> {
  return run(pgDump, ["--format", "custom", ...portable, "--file", file], database, options);
}

/** Into an empty database; ends at the first error. */
export function restore(pgRestore: string, database: Database, file: string, options: TransferOptions): Promise<void> {
  const args = [...portable, "--no-comments", "--exit-on-error", "--dbname", database.name, file];
  return run(pgRestore, args, database, options);
}

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Account } from "../machine/account";
import { canReach } from "../machine/folders";
import { findProgram, holdsPrograms, pathFolders } from "../machine/programs";
import { PostgresNotFound } from "./errors";

export interface PostgresPrograms {
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgDump: string;
  readonly pgRestore: string;
  /** Of the server: `15`. */
  readonly majorVersion: string;
}

const needed = ["initdb", "postgres", "pg_dump", "pg_restore"];

function versionsBelow(parent: string, prefix = ""): string[] {
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent).filter((name) => name.startsWith(prefix) && /\d/.test(name));
  const version = (name: string) => Number.parseFloat(name.slice(prefix.length)) || 0;
  return names.sort((a, b) => version(b) - version(a)).map((name) => join(parent, name, "bin"));
}

/** Where PostgreSQL's programs may lie: PATH, then each distribution's folders, the newest version first. */
export function candidateFolders(path?: string): string[] {
  return [
    ...pathFolders(path),
    ...versionsBelow("/usr/lib/postgresql"),
    ...versionsBelow("/opt/homebrew/opt", "postgresql@"),
    ...versionsBelow("/usr/local/opt", "postgresql@"),
    ...versionsBelow("/usr", "pgsql-"),
    "/usr/local/pgsql/bin",
  ];
}

/** The folder of the real programs: on PATH there may be links to them, or wrappers. */
function realFolder(folder: string): string {
  const program = findProgram("postgres", [folder]);
  const real = program === undefined ? folder : dirname(realpathSync(program));
  return holdsPrograms(real, needed) ? real : folder;
}

/**
 * The first folder that holds initdb, postgres, pg_dump and pg_restore together and that `account` can reach.
 * @throws PostgresNotFound
 */
export function findPostgresPrograms(account: Account, folders = candidateFolders()): PostgresPrograms {
  const complete = folders.filter((folder) => holdsPrograms(folder, needed)).map(realFolder);
  const folder = complete.find((candidate) => canReach(candidate, account));
  if (folder === undefined)
    throw new PostgresNotFound(
      folders,
      complete.length > 0 ? ` (${complete.join(", ")} cannot be reached by the user ${account.name})` : "",
    );
  const version = execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
  return {
    folder,
    initdb: join(folder, "initdb"),
    postgres: join(folder, "postgres"),
    pgDump: join(folder, "pg_dump"),
    pgRestore: join(folder, "pg_restore"),
    majorVersion: /(\d+)/.exec(version)?.[1] ?? "unknown",
  };
}

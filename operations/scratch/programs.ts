import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { OperationError } from "../errors";

const needed = ["initdb", "postgres", "pg_restore"] as const;

export class PostgresNotFound extends OperationError {
  readonly id = "postgres_not_found";
  constructor() {
    super(
      `a backup is verified in a temporary database on this machine, for which PostgreSQL's programs (${needed.join(", ")}) are missing. ` +
        "Install them: apt-get install postgresql (Debian, Ubuntu), dnf install postgresql-server (Fedora), brew install postgresql@16 (macOS)",
    );
  }
}

/** The folder with PostgreSQL's programs, the newest version that is found. @throws PostgresNotFound */
export function findPostgres(path = process.env["PATH"] ?? ""): string {
  const distributions = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"].flatMap(versionsBelow);
  const onPath = path.split(delimiter).filter((folder) => folder !== "" && existsSync(join(folder, "postgres")));
  // On PATH there may be links, and the programs look for their files beside where they really are.
  const real = onPath.map((folder) => dirname(realpathSync(join(folder, "postgres"))));
  const folders = [...distributions, ...real, "/usr/local/pgsql/bin"];
  const found = folders.find((folder) => needed.every((program) => existsSync(join(folder, program))));
  if (!found) throw new PostgresNotFound();
  return found;
}

function versionsBelow(parent: string): string[] {
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent).filter((name) => /^(\d+|postgresql@\d+|pgsql-\d+)$/.test(name));
  const version = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);
  return names.sort((a, b) => version(b) - version(a)).map((name) => join(parent, name, "bin"));
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then it runs as its own user, else as nobody. Undefined: as the user who asks. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      continue;
    }
  }
  return { uid: 65_534, gid: 65_534 };
}

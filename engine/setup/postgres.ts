import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../command";
import { PostgresMissing } from "../errors";
import { isProgram, onPath } from "../files";
import { type Report, type Step } from "../report";

const programs = ["initdb", "postgres", "pg_dump", "pg_restore"];
const distributionFolders = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"];

interface PackageManager {
  readonly program: string;
  readonly commands: readonly (readonly string[])[];
}

const packageManagers: readonly PackageManager[] = [
  { program: "apt-get", commands: [["update"], ["install", "-y", "--no-install-recommends", "postgresql"]] },
  { program: "dnf", commands: [["install", "-y", "postgresql-server"]] },
  { program: "apk", commands: [["add", "postgresql"]] },
  { program: "brew", commands: [["install", "postgresql@17"]] },
];

/** A folder that holds all of PostgreSQL's programs, or undefined. The sandbox picks its own: this only asks whether one is there. */
export function findPostgres(path = process.env.PATH ?? "", folders = distributionFolders): string | undefined {
  const below = folders.flatMap((folder) => listing(folder).map((entry) => join(folder, entry, "bin")));
  return [...path.split(":"), ...below].find((folder) => programs.every((name) => isProgram(join(folder, name))));
}

/** Finds PostgreSQL's programs, or installs the distribution's package where set-up may. @throws {PostgresMissing} */
export const postgresStep: Step = {
  title: "PostgreSQL",
  run: async (report) => {
    const found = findPostgres();
    if (found !== undefined) return `already here (${found})`;
    const manager = packageManagers.find(({ program }) => onPath(program).length > 0);
    const command = manager?.commands.map((args) => [manager.program, ...args].join(" ")).join(" && ");
    if (manager === undefined) throw new PostgresMissing(undefined);
    if (process.getuid?.() !== 0)
      throw new PostgresMissing(manager.program === "brew" ? command : `sudo sh -c '${command}'`);
    await install(manager, report).catch((error: Error) => {
      throw new PostgresMissing(command, `installing them failed: ${error.message}`);
    });
    if (findPostgres() === undefined) throw new PostgresMissing(command, "installing the package did not bring them");
    return `installed with ${manager.program}`;
  },
};

async function install({ program, commands }: PackageManager, report: Report): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of commands) await runCommand(program, args, { env, onLine: report.line });
}

function listing(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => /^(pgsql-|postgresql|\d+)/.test(name));
}

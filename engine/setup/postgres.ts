import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PostgresMissing } from "../errors";
import { isProgram } from "../files";
import { type Step } from "../report";
import { findOrInstall } from "./packages";

const programs = ["initdb", "postgres", "pg_dump", "pg_restore"];
const distributionFolders = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"];

/** A folder that holds all of PostgreSQL's programs, or undefined. The sandbox picks its own: this only asks whether one is there. */
export function findPostgres(path = process.env.PATH ?? "", folders = distributionFolders): string | undefined {
  const below = folders.flatMap((folder) => listing(folder).map((entry) => join(folder, entry, "bin")));
  return [...path.split(":"), ...below].find((folder) => programs.every((name) => isProgram(join(folder, name))));
}

/** Finds PostgreSQL's programs, or installs the distribution's package where set-up may. @throws {PostgresMissing} */
export const postgresStep: Step = {
  title: "PostgreSQL",
  run: (report) =>
    findOrInstall(
      {
        find: () => findPostgres(),
        installs: {
          "apt-get": [["update"], ["install", "-y", "--no-install-recommends", "postgresql"]],
          dnf: [["install", "-y", "postgresql-server"]],
          apk: [["add", "postgresql"]],
          brew: [["install", "postgresql@17"]],
        },
        missing: (command, why) => new PostgresMissing(command, why),
      },
      report,
    ),
};

function listing(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => /^(pgsql-|postgresql|\d+)/.test(name));
}

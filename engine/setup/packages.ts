import { runCommand } from "../command";
import { type EngineError } from "../errors";
import { onPath } from "../files";
import { type Report } from "../report";

const managers = ["apt-get", "dnf", "apk", "brew"] as const;

/** What a distribution's package brings. */
export interface Packaged {
  /** Where it lies; undefined when it is not there. */
  find(): string | undefined;
  /** The arguments, one list a call, with which each package manager installs it. */
  readonly installs: Readonly<Partial<Record<(typeof managers)[number], readonly (readonly string[])[]>>>;
  /** @param command what a person types to install it, where that is known. */
  missing(command: string | undefined, why?: string): EngineError;
}

/** Finds it, or installs the distribution's package where set-up may. @throws what `missing` makes */
export async function findOrInstall(wanted: Packaged, report: Report): Promise<string> {
  const found = wanted.find();
  if (found !== undefined) return `already here (${found})`;
  const manager = managers.find((name) => wanted.installs[name] && onPath(name).length > 0);
  if (manager === undefined) throw wanted.missing(undefined);
  const calls = wanted.installs[manager] ?? [];
  const command = calls.map((args) => [manager, ...args].join(" ")).join(" && ");
  if (process.getuid?.() !== 0) throw wanted.missing(manager === "brew" ? command : `sudo sh -c '${command}'`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    for (const args of calls) await runCommand(manager, args, { env, onLine: report.line });
  } catch (error) {
    throw wanted.missing(command, `installing it failed: ${(error as Error).message}`);
  }
  if (wanted.find() === undefined) throw wanted.missing(command, "installing the package did not bring it");
  return `installed with ${manager}`;
}

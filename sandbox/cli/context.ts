import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Home } from "../home";

/** What all commands need to know. */
export interface CliContext {
  readonly home: Home;
  readonly pulumiHome: string;
  /** What the process that serves the sandbox starts with. */
  readonly env: NodeJS.ProcessEnv;
}

export const project = join(__dirname, "../..");

export function contextOf(env: NodeJS.ProcessEnv): CliContext {
  const home = new Home(absolute(env["SANDBOX_HOME"]) ?? join(project, ".sandbox"));
  const pulumiHome = absolute(env["PULUMI_HOME"]) ?? join(project, ".pulumi-home");
  return { home, pulumiHome, env: { ...env, SANDBOX_HOME: home.folder, PULUMI_HOME: pulumiHome } };
}

function absolute(path: string | undefined): string | undefined {
  return path ? resolve(path.replace(/^~(?=\/|$)/, homedir())) : undefined;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** For a person who waits, where stdout is for machines. */
export function remark(line: string): void {
  process.stderr.write(`${line}\n`);
}

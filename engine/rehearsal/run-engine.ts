import { spawn } from "node:child_process";
import { onPath } from "../files";

export interface EngineRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** "inherit", or "stderr": what it prints is no result of the command that a person typed. */
  readonly output?: "inherit" | "stderr";
}

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs the engine with this process's streams and returns its exit code, or the signal that ended it.
 *
 * Each signal reaches the engine exactly once, for the second makes it stop without saving. On a terminal Ctrl-C goes
 * to the whole process group, so nothing is passed on; elsewhere the engine has a group of its own and is told by us.
 * If this process is killed, the engine is told to finish (Linux).
 */
export function runEngine({
  program,
  args,
  cwd,
  env,
  output = "inherit",
}: EngineRun): Promise<number | NodeJS.Signals> {
  const terminal = process.stdin.isTTY === true;
  const tied = process.platform === "linux" ? onPath("setpriv")[0] : undefined;
  const [file, ...rest] = tied ? [tied, "--pdeathsig", "TERM", program, ...args] : [program, ...args];
  const child = spawn(file!, rest, {
    cwd,
    env,
    stdio: ["inherit", output === "stderr" ? 2 : "inherit", "inherit"],
    detached: !terminal,
  });
  const handlers = forwarded.map((signal) => {
    const handler = () => void (terminal && signal === "SIGINT" ? undefined : child.kill(signal));
    process.on(signal, handler);
    return () => void process.off(signal, handler);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      handlers.forEach((remove) => remove());
      resolve(code ?? signal ?? 1);
    });
  });
}

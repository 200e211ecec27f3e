import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CliContext, project } from "./context";
import { NotStarted } from "./errors";

const largestLog = 10 * 1024 * 1024;

type Message = { progress: string } | { ready: true } | { failed: { id: string; message: string } };

/** Starts the process that serves the sandbox, apart from this one, and waits until it is ready. Returns its pid. */
export async function launch(
  context: CliContext,
  port: number | undefined,
  progress: (step: string) => void,
): Promise<number> {
  const child = spawnServer(context, port);
  const end = () => {
    child.kill("SIGTERM");
    process.exit(130);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    await ready(child, context, progress);
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  }
  child.removeAllListeners();
  if (child.connected) child.disconnect();
  child.unref();
  return child.pid ?? 0;
}

function spawnServer({ home, env }: CliContext, port: number | undefined): ChildProcess {
  const log = openLog(home.logFile);
  try {
    const main = join(project, "sandbox", "main.ts");
    const args = ["--require", require.resolve("tsx/cjs"), main, ...(port === undefined ? [] : [String(port)])];
    return spawn(process.execPath, args, {
      cwd: project,
      env,
      detached: true,
      stdio: ["ignore", log, log, "ipc"],
    });
  } finally {
    closeSync(log);
  }
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > largestLog) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

function ready(child: ChildProcess, { home }: CliContext, progress: (step: string) => void): Promise<void> {
  return new Promise((done, fail) => {
    child.on("error", (error) => fail(new NotStarted(error.message, home.logFile)));
    child.on("exit", (code, signal) => fail(new NotStarted(`it ended with ${signal ?? `code ${code}`}`, home.logFile)));
    child.on("message", (message: Message) => {
      if ("progress" in message) progress(message.progress);
      else if ("ready" in message) done();
      else fail(new NotStarted(message.failed.message, home.logFile));
    });
  });
}

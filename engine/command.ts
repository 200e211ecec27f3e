import { spawn, type ChildProcess } from "node:child_process";
import { CommandFailed, NoAnswer, ProgramMissing } from "./errors";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Each line that the program writes, on either stream. */
  readonly onLine?: (line: string) => void;
  /** Give up when for this many milliseconds neither a byte was written nor `activity` changed. */
  readonly silenceLimit?: number;
  /** A number that grows while a quiet program works, such as the bytes on disk. */
  readonly activity?: () => number;
}

const running = new Set<ChildProcess>();
const KEPT_LINES = 20;

/**
 * Runs a program in a process group of its own, so that giving up ends its children (a shell's curl) too.
 * @returns what it wrote to stdout
 * @throws {ProgramMissing} {CommandFailed} {NoAnswer}
 */
export async function runCommand(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const name = [file.split("/").at(-1), ...args.slice(0, 3)].join(" ");
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.add(child);
  const output = collect(child, options.onLine);
  const watch = watchSilence(child, options);
  try {
    const exit = await ended(child, file);
    if (watch.gaveUp()) throw new NoAnswer(name, options.silenceLimit!);
    if (exit !== 0) throw new CommandFailed(name, exit, output.tail.join("\n"));
    return output.stdout();
  } finally {
    watch.stop();
    running.delete(child);
  }
}

/** Ends every program that `runCommand` started and that still runs; for a set-up that is interrupted. */
export function endRunningCommands(signal: NodeJS.Signals = "SIGTERM"): void {
  for (const child of running) endGroup(child, signal);
}

function ended(child: ChildProcess, file: string): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? new ProgramMissing(file) : error),
    );
    child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
}

function collect(child: ChildProcess, onLine?: (line: string) => void) {
  const stdout: string[] = [];
  const tail: string[] = [];
  child.stdout?.on("data", (chunk: string) => stdout.push(chunk));
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split(/[\r\n]+/);
      rest = lines.pop() ?? "";
      for (const line of lines.filter((text) => text.trim())) {
        tail.push(line);
        if (tail.length > KEPT_LINES) tail.shift();
        onLine?.(line);
      }
    });
    stream?.once("end", () => rest.trim() && tail.push(rest));
  }
  return { tail, stdout: () => stdout.join("") };
}

function watchSilence(child: ChildProcess, { silenceLimit, activity }: CommandOptions) {
  if (silenceLimit === undefined) return { stop: () => undefined, gaveUp: () => false };
  let gaveUp = false;
  let last = Date.now();
  let level = activity?.() ?? 0;
  const heard = () => void (last = Date.now());
  child.stdout?.on("data", heard);
  child.stderr?.on("data", heard);
  const timer = setInterval(
    () => {
      const now = activity?.() ?? 0;
      if (now !== level) heard();
      level = now;
      if (Date.now() - last < silenceLimit) return;
      gaveUp = true;
      endGroup(child, "SIGKILL");
    },
    Math.min(250, silenceLimit / 4),
  );
  return { stop: () => clearInterval(timer), gaveUp: () => gaveUp };
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

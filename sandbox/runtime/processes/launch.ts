import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, runsAsRoot } from "../machine/account";
import { findProgram } from "../machine/programs";
import { type AttachedStream, type RunningProcess } from "../types";
import { spawnAttached } from "./attached";
import { type Child, childOf } from "./child";
import { type Isolation } from "./isolation";
import { memoryOfAll } from "./memory";
import { groupLives, signalAll } from "./signals";
import { watchOver } from "./watcher";

export interface LaunchRequest {
  readonly argv: readonly string[];
  readonly account: Account;
  /** Nothing else runs as `account`. */
  readonly ownsAccount?: boolean;
  /** All that the process sees. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly log: (line: string) => void;
  readonly attached?: AttachedStream;
  readonly memoryMb?: number;
  readonly timeoutMs?: number;
  /** Lines however long, instead of pieces of what Heroku's log router takes. */
  readonly wholeLines?: boolean;
}

/**
 * How many times a dyno's memory the kernel lets a process take. Heroku lets a dyno swap, and ends it at twice its memory (R15); a process that
 * allocates so fast that nobody sees it pass that gets no more memory here.
 */
const memoryCeiling = 2.5;

/** Limits of the kernel: memory as data (address space would refuse node and java), and for an account of its own, processes. */
function limits(memoryMb: number | undefined): string[] {
  const prlimit = findProgram("prlimit");
  if (prlimit === undefined) return [];
  const data = memoryMb === undefined ? [] : [`--data=${Math.floor(memoryMb * memoryCeiling) * 1024 * 1024}`];
  return [prlimit, "--core=0", ...data, ...(runsAsRoot() ? ["--nproc=512"] : []), "--"];
}

/** What ends the rest of a process: a namespace needs nothing. */
function guard(
  pid: number,
  { account, ownsAccount = false }: LaunchRequest,
  isolation: Isolation,
): () => Promise<void> {
  return isolation.kind === "namespace" ? async () => {} : watchOver(pid, account, ownsAccount, isolation);
}

/** Resolves when the child can be signalled, or has ended. */
async function canBeSignalled(child: ChildProcess): Promise<void> {
  const ready = child.stdio[3];
  if (ready == null) return;
  await Promise.race([once(ready, "data"), once(ready, "close")]);
  ready.destroy();
}

const lineLimit = 10_000; // as Heroku's log router

function readLines(stream: Readable, { log, wholeLines = false }: LaunchRequest): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => {
    const limit = wholeLines ? Infinity : lineLimit;
    for (let at = 0; at === 0 || at < line.length; at += limit) log(line.slice(at, at + limit));
  });
}

class Launched implements RunningProcess {
  readonly pid: number;
  readonly exited: Promise<number>;
  private over = false;
  private killed = false;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly child: Child,
    private readonly isolation: Isolation,
    private readonly endRest: () => Promise<void>,
  ) {
    this.pid = child.pid;
    this.exited = this.end();
  }

  memory(): number | undefined {
    return this.over ? 0 : memoryOfAll(this.pid, this.isolation.kind);
  }

  stop(graceMs = 30_000): Promise<void> {
    if (graceMs === 0) this.kill();
    this.stopping ??= this.terminate(graceMs);
    return this.stopping;
  }

  /** At once, whatever it is doing. */
  kill(): void {
    this.killed = true;
    if (!this.over) signalAll(this.pid, this.isolation.kind, "SIGKILL");
  }

  private async terminate(graceMs: number): Promise<void> {
    if (this.over) return;
    if (this.killed) return void (await this.exited);
    signalAll(this.pid, this.isolation.kind, "SIGTERM");
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  private async end(): Promise<number> {
    const code = await this.child.exited;
    while (this.stopping !== undefined && !this.killed && groupLives(this.pid, this.isolation.kind)) await sleep(20);
    await this.endRest();
    const timer = setTimeout(() => this.child.hangUp(), 1000);
    await this.child.closed;
    clearTimeout(timer);
    this.over = true;
    return code;
  }
}

const running = new Set<Launched>();
process.once("exit", () => running.forEach((launched) => launched.kill()));

/**
 * Starts a process that sees only `env`, runs as `account` and does not outlive this process.
 * Call it on the main thread: the parent-death signal follows the thread that spawned.
 */
export async function launch(request: LaunchRequest, isolation: Isolation): Promise<RunningProcess> {
  const { account, attached, timeoutMs } = request;
  const [file, ...args] = isolation.wrap(request.argv, account, limits(request.memoryMb)) as [string, ...string[]];
  const bareAccount = isolation.kind === "bare" && runsAsRoot() ? { uid: account.uid, gid: account.gid } : {};
  const child = attached
    ? await spawnAttached({ ...request, file, args, account: bareAccount }, attached)
    : await spawnLogged(file, args, request, isolation, bareAccount);
  const launched = new Launched(child, isolation, guard(child.pid, request, isolation));
  running.add(launched);
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => void launched.stop(), timeoutMs);
  void launched.exited.finally(() => {
    clearTimeout(timer);
    running.delete(launched);
  });
  if (attached) void launched.exited.finally(() => attached.stream.end());
  attached?.stream.once("close", () => void launched.stop());
  return launched;
}

/** Returns when the child can be signalled. */
async function spawnLogged(
  file: string,
  args: readonly string[],
  request: LaunchRequest,
  isolation: Isolation,
  account: { readonly uid?: number; readonly gid?: number },
): Promise<Child> {
  const { cwd, env } = request;
  const child = spawn(file, args, {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", ...(isolation.kind === "namespace" ? ["pipe" as const] : [])],
    ...account,
  });
  await once(child, "spawn");
  const spawned = childOf(child);
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) readLines(stream, request);
  await canBeSignalled(child);
  return spawned;
}

import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { type IsolationKind } from "./isolation";

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

function readPid(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The process that `unshare` forked: the first of its pid namespace. */
function firstInside(unshare: number): string | undefined {
  return readPid(() => readFileSync(`/proc/${unshare}/task/${unshare}/children`, "utf8"))?.split(" ")[0];
}

/** Signals the program that was launched as `pid` alone, and lets it deal with what it started. */
export function signalProgram(pid: number, kind: IsolationKind, signal: NodeJS.Signals): void {
  if (kind !== "namespace") return send(pid, signal);
  const first = firstInside(pid);
  const program = first && readPid(() => readFileSync(`/proc/${first}/task/${first}/children`, "utf8"))?.split(" ")[0];
  if (program) send(Number(program), signal);
}

function inSameNamespace(pid: string): number[] {
  const namespace = readPid(() => readlinkSync(`/proc/${pid}/ns/pid`));
  const own = readPid(() => readlinkSync("/proc/self/ns/pid"));
  if (namespace === undefined || namespace === own) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && readPid(() => readlinkSync(`/proc/${name}/ns/pid`)) === namespace)
    .map(Number);
}

/** The processes of what was launched as `pid`. */
export function membersOf(pid: number, kind: Exclude<IsolationKind, "bare">): number[] {
  if (kind === "namespace") return inSameNamespace(firstInside(pid) ?? "");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isLiveMember(name, pid))
    .map(Number);
}

/**
 * Signals every process of what was launched as `pid`, as Heroku does. SIGKILL goes to the outermost one of a namespace, with which
 * the kernel ends all.
 */
export function signalAll(pid: number, kind: IsolationKind, signal: NodeJS.Signals): void {
  if (kind !== "namespace") return send(-pid, signal);
  if (signal === "SIGKILL") return send(pid, signal);
  inSameNamespace(firstInside(pid) ?? "").forEach((inside) => send(inside, signal));
}

/** Whether process `name` of /proc belongs to the group and has not ended: in many containers nobody collects the ended ones. */
function isLiveMember(name: string, group: number): boolean {
  const stat = readPid(() => readFileSync(`/proc/${name}/stat`, "utf8"));
  const [state, , itsGroup] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  return state !== "Z" && Number(itsGroup) === group;
}

/** Whether a process is left of the group `pid`; a namespace needs no such question, its first process ends last. */
export function groupLives(pid: number, kind: IsolationKind): boolean {
  if (kind === "namespace") return false;
  try {
    process.kill(-pid, 0);
  } catch {
    return false;
  }
  if (!existsSync("/proc/self/stat")) return true;
  return readdirSync("/proc").some((name) => /^\d+$/.test(name) && isLiveMember(name, pid));
}

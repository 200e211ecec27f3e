import { readFileSync } from "node:fs";
import type { IsolationKind } from "./isolation";
import { membersOf } from "./signals";

/** Memory of a process in bytes, shared pages counted by their share; 0 when it has gone. */
function memoryOf(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Bytes that all processes of what was launched as `pid` take together; undefined where the system does not tell (macOS). */
export function memoryOfAll(pid: number, kind: IsolationKind): number | undefined {
  if (kind === "bare") return undefined;
  return membersOf(pid, kind).reduce((sum, member) => sum + memoryOf(member), 0);
}

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

/** A process that was started, whatever its input and output are. */
export interface Child {
  readonly pid: number;
  /** Its exit code; 128 + signal when a signal ended it. */
  readonly exited: Promise<number>;
  /** All that it wrote was read. */
  readonly closed: Promise<unknown>;
  /** Reads no more: a process that left the group could hold the output open for ever. */
  hangUp(): void;
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

export function childOf(child: ChildProcess): Child {
  return {
    pid: child.pid as number,
    exited: once(child, "exit").then(([code, signal]) =>
      exitCode(code as number | null, signal as NodeJS.Signals | null),
    ),
    closed: once(child, "close"),
    hangUp: () => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()),
  };
}

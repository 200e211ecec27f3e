import { execFileSync } from "node:child_process";
import { userInfo } from "node:os";

/** A user of this machine that a child process runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  /** The list of users that a process of an unnamed one sees, where it can be given one: some programs refuse to run without a name. */
  readonly users?: string;
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The user of this process. */
export function ownAccount(): Account {
  const { uid, gid, username } = userInfo();
  return { uid, gid, name: username };
}

function id(flag: string, name: string): number {
  return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

/** The account of that name, or undefined when this machine has none. */
export function findAccount(name: string): Account | undefined {
  try {
    return { uid: id("-u", name), gid: id("-g", name), name };
  } catch {
    return undefined;
  }
}

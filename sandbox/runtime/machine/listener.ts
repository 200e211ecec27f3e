import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const listening = "0A";

/** The program that listens on a TCP port of this machine: `node (pid 4711)`; undefined when the machine does not say. */
export function findListener(port: number): string | undefined {
  try {
    const sockets = new Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => inodes(table, port)));
    const pid = sockets.size === 0 ? undefined : processes().find((each) => holds(each, sockets));
    return pid && `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (pid ${pid})`;
  } catch {
    return undefined;
  }
}

function inodes(table: string, port: number): string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(local) && fields[3] === listening)
    .map((fields) => `socket:[${fields[9]}]`);
}

function processes(): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

function holds(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false; // ended meanwhile, or another user's
  }
}

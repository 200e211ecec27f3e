import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../machine/is-alive";
import { ClusterInUse } from "./errors";

function serves(pid: number, data: string): boolean {
  try {
    return execFileSync("ps", ["-o", "args=", "-ww", "-p", String(pid)], { encoding: "utf8" }).includes(data);
  } catch {
    return false;
  }
}

/**
 * Deals with what a killed sandbox left in `data`: waits up to 5 s for its server, which may be shutting down still, and removes
 * the pid file of a server that is gone and whose number another program has now.
 * @throws ClusterInUse
 */
export async function waitForFormerServer(data: string): Promise<void> {
  const pidFile = join(data, "postmaster.pid");
  for (const end = Date.now() + 5000; existsSync(pidFile); await sleep(50)) {
    const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
    if (!Number.isInteger(pid) || !isAlive(pid) || !serves(pid, data)) return rmSync(pidFile, { force: true });
    if (Date.now() > end) throw new ClusterInUse(data, pid);
  }
}

import { setTimeout as delay } from "node:timers/promises";
import type { Home } from "../home";
import { processStart } from "../runtime/machine/process-identity";
import { livingPid } from "./admin-client";

/** Longer than dynos have from SIGTERM to SIGKILL. */
const patienceMs = 45_000;

/** Ends the process that serves this sandbox. Returns its pid and whether it had to be killed; undefined when none lives. */
export async function endSandbox(home: Home): Promise<{ pid: number; killed: boolean } | undefined> {
  const record = home.read();
  const pid = livingPid(record);
  if (!record || pid === undefined) {
    if (record?.running) await home.write({ ports: record.ports, credentials: record.credentials });
    return undefined;
  }
  const born = processStart(pid);
  process.kill(pid, "SIGTERM");
  const killed = !(await gone(pid, born, patienceMs));
  if (killed) {
    process.kill(pid, "SIGKILL");
    await gone(pid, born, 5000);
    await home.write({ ports: record.ports, credentials: record.credentials });
  }
  return { pid, killed };
}

async function gone(pid: number, born: string | undefined, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; processStart(pid) === born;) {
    if (Date.now() > end) return false;
    await delay(25);
  }
  return true;
}

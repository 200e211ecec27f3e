import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { type Report } from "./report";

const STALE_MS = 20_000;

/** Does `work` alone on this machine: a second set-up of the same PULUMI_HOME waits for the first. */
export async function alone<Result>(home: string, report: Report, work: () => Promise<Result>): Promise<Result> {
  await mkdir(home, { recursive: true });
  const options = { lockfilePath: join(home, ".set-up.lock"), stale: STALE_MS, update: STALE_MS / 4 };
  const release = await lock(home, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ELOCKED") throw error;
    report.say("Another set-up is at work here: waiting for it");
    return lock(home, { ...options, retries: { forever: true, minTimeout: 250, maxTimeout: 2000 } });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}

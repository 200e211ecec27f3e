import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { processIsAlive } from "../files";
import { stackExists, stackPath } from "./backend-stacks";

/** The files that Pulumi's file backend keeps, as CLI 3.259 writes them: `.pulumi/stacks|locks/…` below the state folder. */
const checkpointFile = z.object({
  checkpoint: z.object({
    latest: z
      .object({
        resources: z.array(z.object({ urn: z.string() })).optional(),
        pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).optional(),
      })
      .nullish(),
  }),
});
const lockFile = z.object({ pid: z.number(), hostname: z.string() });

export interface Pending {
  /** "creating", "updating", "deleting", "reading", "importing". */
  readonly type: string;
  readonly urn: string;
}

/** What a killed run was doing: whether it was done, nobody knows. */
export function pendingOperations(state: string, project: string, stack: string): Pending[] {
  if (!stackExists(state, project, stack)) return [];
  const { checkpoint } = checkpointFile.parse(JSON.parse(readFileSync(stackPath(state, project, stack), "utf8")));
  return (checkpoint.latest?.pending_operations ?? []).map(({ type, resource }) => ({ type, urn: resource.urn }));
}

/** Process ids of runs that locked the stack and have died on this machine. Empty as soon as one of them may be alive. */
export function deadLocks(state: string, project: string, stack: string, isAlive = pulumiIsAlive): number[] {
  const folder = join(state, ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const locks = files.map((name) => lockFile.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
  const alive = locks.some((lock) => lock.hostname !== hostname() || isAlive(lock.pid));
  return alive ? [] : locks.map(({ pid }) => pid);
}

/** A process id may have gone to another program since. */
function pulumiIsAlive(pid: number): boolean {
  if (!processIsAlive(pid)) return false;
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" }).includes("pulumi");
  } catch {
    return true;
  }
}

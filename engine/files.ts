import { accessSync, constants, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

const PREFIX = ".set-up-";

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const { size } = statSync(path);
    return size > 0;
  } catch {
    return false;
  }
}

/** The programs of this name on a PATH, in its order. */
export function onPath(program: string, path = process.env.PATH ?? ""): string[] {
  const candidates = path.split(":").map((folder) => join(folder, program));
  return candidates.filter(isProgram);
}

/**
 * Does `work` in a new folder beside the place where its result will lie (so that a rename is atomic), and removes the
 * folder. Its name holds the process id: see removeLeftovers.
 */
export async function inScratch<Result>(home: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(home, { recursive: true });
  const folder = await mkdtemp(join(home, `${PREFIX}${process.pid}-`));
  const onExit = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", onExit);
  try {
    return await work(folder);
  } finally {
    process.off("exit", onExit);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Moves a finished file or folder to its place, in one step. */
export async function putInPlace(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if (existsSync(to) && statSync(to).isDirectory()) await rm(to, { recursive: true });
  await rename(from, to);
}

/** Removes the scratch folders of set-ups that were killed. */
export function removeLeftovers(home: string, isAlive: (pid: number) => boolean = processIsAlive): void {
  if (!existsSync(home)) return;
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!isAlive(pid)) rmSync(join(home, name), { recursive: true, force: true });
  }
}

export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** All bytes below a folder: what grows while a quiet program downloads into it. */
export function bytesBelow(folder: string): number {
  let sum = 0;
  for (const entry of listing(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += bytesBelow(path);
    else if (entry.isFile()) sum += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

function listing(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

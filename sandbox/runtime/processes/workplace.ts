import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { chmod, chown, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { type Account, runsAsRoot } from "../machine/account";
import { Failure } from "../machine/failure";
import { baseFolder } from "../machine/folders";
import { isAlive } from "../machine/is-alive";

/** The slug could not be copied for a process. */
export class SlugNotCopied extends Failure {
  readonly id = "slug-not-copied";
  constructor(slug: string, reason: string) {
    super(
      `the slug ${slug} could not be copied for a process: ${reason}. Free disk space if it is full, else build again`,
    );
  }
}

/** Gives `folder` and all in it to `account`; links themselves, never what they point to. */
export async function giveTo(account: Account, folder: string): Promise<void> {
  if (runsAsRoot()) await execa("chown", ["-R", "-h", `${account.uid}:${account.gid}`, folder]);
}

/** A copy of `from` with its modes and times (byte code stays valid); shares blocks where the file system can. */
export async function copyTree(from: string, to: string): Promise<void> {
  const result = await execa("cp", ["-a", from, to], { reject: false });
  if (result.failed) throw new SlugNotCopied(from, result.stderr || result.shortMessage || "cp failed");
}

/** The folder of processes' or builds' workplaces; those of a killed sandbox are removed. */
export function openWorkplaces(home: string, name: string, account: Account): string {
  const folder = join(baseFolder(home, account), name);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  for (const left of readdirSync(folder))
    if (!isAlive(Number.parseInt(left, 10))) rmSync(join(folder, left), { recursive: true, force: true });
  return folder;
}

/** A new folder for one process or build, which only `account` can enter: `app` will be its slug, `tmp` its temporary files. */
export async function makeWorkplace(folder: string, account: Account): Promise<string> {
  const place = join(folder, `${process.pid}-${randomBytes(6).toString("hex")}`);
  await mkdir(join(place, "tmp"), { recursive: true });
  await chmod(place, 0o700);
  if (runsAsRoot()) {
    await chown(place, account.uid, account.gid);
    await chown(join(place, "tmp"), account.uid, account.gid);
  }
  return place;
}

/** Files of a process that still writes can make the first try fail. */
export async function removeWorkplace(place: string): Promise<void> {
  if (existsSync(place)) await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

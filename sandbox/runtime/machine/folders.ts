import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Account, runsAsRoot } from "./account";
import { Failure } from "./failure";

/** The folder outside SANDBOX_HOME exists already and is not ours: another user may have put it there. */
export class FolderNotOurs extends Failure {
  readonly id = "folder-not-ours";
  constructor(folder: string) {
    super(`${folder} is needed by the sandbox but belongs to another user: move it away, then start again`);
  }
}

function searchable(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0;
}

/** Whether `account` can reach what lies at `path`: every existing folder on the way lets it pass. */
export function canReach(path: string, account: Account): boolean {
  if (account.uid === 0) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && !searchable(folder, account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The folder outside SANDBOX_HOME `home` that root uses where other users cannot reach `home`; one for each home. */
export function outsideFolder(home: string): string {
  const name = createHash("sha256").update(resolve(home)).digest("hex").slice(0, 12);
  return join(existsSync("/var/lib") ? "/var/lib" : "/var/tmp", `penny-sandbox-${name}`);
}

function makeOutside(home: string): string {
  const folder = outsideFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new FolderNotOurs(folder);
  chmodSync(folder, 0o711); // mkdir's mode is cut by the umask
  return folder;
}

/**
 * `home` where `account` can reach it, else a folder of this home's own below the system's state folder. As root the
 * clone often lies below a folder that only root may enter (/root), while databases and dynos run as other users.
 */
export function baseFolder(home: string, account: Account): string {
  return !runsAsRoot() || canReach(home, account) ? resolve(home) : makeOutside(home);
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Account, runsAsRoot } from "../machine/account";
import { type Isolation } from "./isolation";

/** Ends when its input does, which happens too when this process is killed; then it kills what `target` says. */
const script = 'read _; kill -s KILL -- "$1"';

/**
 * Where no namespace holds a process together: a small process that outlives this one, if need be, to end all that is left of
 * the group `pid`, or of the account when that is the process's alone.
 * @returns ends what is left, now
 */
export function watchOver(pid: number, account: Account, owned: boolean, isolation: Isolation): () => Promise<void> {
  const alone = owned && runsAsRoot();
  const target = alone ? "-1" : String(-pid);
  const argv = ["/bin/sh", "-c", script, "watcher", target];
  const [file, ...args] = alone ? isolation.as(account, argv) : argv;
  const watcher = spawn(file as string, args, {
    cwd: "/",
    env: {},
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    ...(alone && isolation.kind === "bare" ? { uid: account.uid, gid: account.gid } : {}),
  });
  const ended = Promise.race([once(watcher, "exit"), once(watcher, "error")]);
  watcher.unref();
  return async () => {
    watcher.stdin?.end();
    await ended;
  };
}

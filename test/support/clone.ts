import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { temporaryFolder } from "./temporary";

export interface GitRun {
  readonly exitCode?: number;
  /** What git and the remote side said. */
  readonly all: string;
  readonly stdout: string;
}

export interface Clone {
  readonly folder: string;
  /** Runs git in the clone, whether it succeeds or not. */
  git(...args: string[]): Promise<GitRun>;
  /** Commits files (and all else that changed); returns the commit's SHA. */
  commit(message: string, files?: Readonly<Record<string, string>>): Promise<string>;
}

/** A clone of a repository on the simulator, by somebody with a token: `http://127.0.0.1:7771` and `owner/name`. */
export async function cloneOf(gitUrl: string, token: string, repository: string): Promise<Clone> {
  const folder = temporaryFolder();
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    ...Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((who) => [
        [`GIT_${who}_NAME`, "Nell"],
        [`GIT_${who}_EMAIL`, "nell@example.com"],
      ]),
    ),
  };
  const at = join(folder, "clone");
  const run = (args: readonly string[]) => execa("git", args, { env, extendEnv: false, reject: false, all: true });
  const git = (...args: string[]) => run(["-C", at, ...args]);
  await run(["clone", "--quiet", `${gitUrl.replace("://", `://x-access-token:${token}@`)}/${repository}.git`, at]);
  return {
    folder: at,
    git,
    commit: async (message, files = {}) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(at, path)), { recursive: true });
        writeFileSync(join(at, path), text);
      }
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "-m", message);
      return (await git("rev-parse", "HEAD")).stdout;
    },
  };
}

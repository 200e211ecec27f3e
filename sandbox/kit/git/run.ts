import { spawn } from "node:child_process";

/** A git command that failed. */
export class GitFailed extends Error {
  readonly id = "git_failed";

  constructor(
    readonly args: readonly string[],
    readonly code: number | null,
    readonly stderr: string,
  ) {
    super(`git ${args.join(" ")} ended with ${code}: ${stderr.trim()}`);
    this.name = "GitFailed";
  }
}

export interface GitCommand {
  readonly folder: string;
  readonly args: readonly string[];
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers, not failures. */
  readonly accept?: readonly number[];
}

export interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
}

/** The environment of every git process: nothing of the caller's configuration, identity or credentials reaches it. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    LANG: "C.UTF-8",
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
  };
}

/** Runs git on a bare repository. */
export function runGit({ folder, args, input, env, accept = [] }: GitCommand): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["-c", "core.quotePath=false", ...args], {
      cwd: folder,
      env: { ...gitEnvironment(), GIT_DIR: folder, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 || (code !== null && accept.includes(code))) resolve({ code, stdout: Buffer.concat(out) });
      else reject(new GitFailed(args, code, Buffer.concat(err).toString()));
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { removeData } from "../../../sandbox/remove-data";
import { startSandbox, type Sandbox } from "../../../sandbox/sandbox";
import { installHerokuCli } from "./install";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  /** Both streams, in the order in which they came. */
  readonly all: string;
}

/** The vendor's own CLI and git, pointed at a sandbox by its `env` and by nothing else but a HOME of their own. */
export interface CliStage {
  readonly sandbox: Sandbox;
  /** A work tree with a first commit. */
  readonly source: string;
  run(program: string, args: readonly string[], input?: string): Promise<Ran>;
  /** Runs `heroku …`; throws with all that it said unless it ends with 0. Resolves to its stdout. */
  heroku(...args: string[]): Promise<string>;
  /** What the Platform API answers to GET, past the CLI. */
  api(path: string): Promise<unknown>;
  git(...args: string[]): Promise<Ran>;
  commit(files: Readonly<Record<string, string>>, message: string): Promise<void>;
  close(): Promise<void>;
}

export async function stageCli(files: Readonly<Record<string, string>> = {}): Promise<CliStage> {
  const bin = await installHerokuCli();
  const folder = mkdtempSync(join(tmpdir(), "heroku-cli-"));
  const source = join(folder, "source");
  const home = join(folder, "home");
  for (const path of [source, home]) mkdirSync(path);
  const sandbox = await startSandbox({
    home: join(folder, "sandbox"),
    port: 0,
    pulumiHome: join(folder, "pulumi-home"),
    seedFolder: join(__dirname, "../../fixtures/penny"),
  });
  const env = {
    ...sandbox.env(),
    PATH: `${bin}:${process.env["PATH"]}`,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
  };
  const run = async (program: string, args: readonly string[], input?: string): Promise<Ran> => {
    const options = { cwd: source, env, extendEnv: false, all: true, reject: false } as const;
    const { exitCode = -1, stdout, all } = await execa(program, args, { ...options, input: input ?? "" });
    return { exitCode, stdout, all };
  };
  const api = async (path: string): Promise<unknown> => {
    const headers = {
      accept: "application/vnd.heroku+json; version=3",
      authorization: `Bearer ${sandbox.env()["HEROKU_API_KEY"]}`,
    };
    return (await fetch(`${sandbox.urls.heroku}${path}`, { headers })).json();
  };
  const git = (...args: string[]): Promise<Ran> => run("git", args);
  const commit = async (changed: Readonly<Record<string, string>>, message: string): Promise<void> => {
    for (const [name, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(source, name)), { recursive: true });
      writeFileSync(join(source, name), text);
    }
    await git("add", "--all");
    await git("-c", "user.name=Penny", "-c", "user.email=penny@example.test", "commit", "--message", message);
  };
  await git("init", "--quiet", "--initial-branch=main");
  if (Object.keys(files).length > 0) await commit(files, "First version");
  return {
    sandbox,
    source,
    run,
    api,
    git,
    commit,
    heroku: async (...args) => {
      const { exitCode, stdout, all } = await run("heroku", args);
      if (exitCode !== 0) throw new Error(`heroku ${args.join(" ")} ended with ${exitCode}:\n${all}`);
      return stdout;
    },
    close: async () => {
      await sandbox.close();
      await removeData(sandbox.home);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

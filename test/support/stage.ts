import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

export const project = join(__dirname, "../..");

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly all: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A sandbox of a test's own, used the way a person does: through bin/ and HTTP. */
export interface Stage {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  run(
    program: string,
    args: readonly string[],
    options?: { env?: Record<string, string>; input?: string },
  ): Promise<Ran>;
  pulumi(...args: string[]): Promise<Ran>;
  sandbox(...args: string[]): Promise<Ran>;
  heroku(method: string, path: string, body?: unknown): Promise<Answer>;
  github(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Starts a sandbox in a temporary folder; `close` stops it and removes the folder.
 * @param folder the project whose programs are run: this one, or a copy of it.
 */
export async function openStage(folder = project): Promise<Stage> {
  const home = mkdtempSync(join(tmpdir(), "stage-"));
  const base = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? home,
    SANDBOX_HOME: home,
    PULUMI_HOME: join(project, ".pulumi-home"),
  };
  const run: Stage["run"] = (program, args, options = {}) =>
    runProgram(join(folder, program), args, { ...base, ...options.env }, options.input);
  const sandbox = (...args: string[]) => run("bin/sandbox", args);
  const close = async () => {
    await sandbox("reset", "--yes");
    rmSync(home, { recursive: true, force: true });
  };
  await orClose(close, sandbox("start"));
  const env = exports((await orClose(close, sandbox("env"))).stdout);
  return {
    home,
    env,
    run,
    sandbox,
    pulumi: (...args) => run("bin/pulumi", args),
    heroku: (method, path, body) =>
      call(method, `${apiBase(env, path)}${path}`, env["HEROKU_API_KEY"], mediaType(path), body),
    github: (method, path, body) =>
      call(method, `${env["GITHUB_API_URL"]}${path}`, env["GITHUB_TOKEN"], "application/json", body),
    close,
  };
}

async function orClose(close: () => Promise<void>, running: Promise<Ran>): Promise<Ran> {
  const ran = await running;
  if (ran.exitCode === 0) return ran;
  await close();
  throw new Error(`the sandbox did not start:\n${ran.all}`);
}

async function runProgram(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  input = "",
): Promise<Ran> {
  const result = await execa(program, args, {
    cwd: project,
    env,
    extendEnv: false,
    input,
    all: true,
    reject: false,
  });
  return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr: result.stderr, all: result.all };
}

/** The variables of `export NAME='value'` lines. */
function exports(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^export (\w+)='((?:[^']|'\\'')*)'$/gm)];
  return Object.fromEntries(lines.map(([, name, value]) => [name, value!.replaceAll("'\\''", "'")]));
}

function apiBase(env: Record<string, string>, path: string): string | undefined {
  if (path.startsWith("/client/") || path.startsWith("/postgres/")) return env["HEROKU_DATA_API_URL"];
  return isScheduler(path) ? env["HEROKU_SCHEDULER_API_URL"] : env["HEROKU_API_URL"];
}

function isScheduler(path: string): boolean {
  return /^\/apps\/[^/]+\/jobs/.test(path);
}

function mediaType(path: string): string {
  return isScheduler(path) ? "application/vnd.api+json" : "application/vnd.heroku+json; version=3";
}

async function call(
  method: string,
  url: string,
  key: string | undefined,
  accept: string,
  body: unknown,
): Promise<Answer> {
  const type = accept.startsWith("application/vnd.api") ? accept : "application/json";
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, accept, ...(body === undefined ? {} : { "content-type": type }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

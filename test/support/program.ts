import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { versions } from "../../engine/versions";
import { project, type Ran, type Stage } from "./stage";

export interface StateResource {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly inputs: Record<string, unknown>;
  readonly initErrors?: readonly string[];
}
export interface ProgramState {
  readonly resources: readonly StateResource[];
  readonly pending: readonly unknown[];
}

/** A Pulumi program of a test's own, with the real CLI, its state in a folder, on the sandbox of a stage. */
export interface Program {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The program's text, behind the imports of `pulumi` and `heroku`. */
  write(source: string): void;
  pulumi(...args: string[]): Promise<Ran>;
  /** Starts it and calls `watch` with each line of its output and the process, which is the leader of a process group. */
  watched(args: readonly string[], watch: (line: string, pid: number) => void): Promise<Ran>;
  up(...args: string[]): Promise<Ran>;
  state(): Promise<ProgramState>;
  remove(): void;
}

const imports = 'import * as pulumi from "@pulumi/pulumi";\nimport * as heroku from "@pulumi/heroku";\nvoid pulumi;\n';

export async function openProgram(
  stage: Stage,
  { env: more = {} }: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  const home = join(project, ".pulumi-home");
  const env: Record<string, string> = {
    ...stage.env,
    PATH: [join(home, "versions", versions.pulumi, "bin"), process.env["PATH"]].join(delimiter),
    HOME: process.env["HOME"] ?? folder,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "of-a-test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ...more,
  };
  delete env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  const plugins = { providers: [{ name: "heroku", path: join(project, "provider/bin") }] };
  const options = { tsconfig: join(project, "tsconfig.program.json") };
  const file = { name: "trial", main: "index.ts", runtime: { name: "nodejs", options }, plugins };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(file));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "trial", private: true }));
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  const start = (args: readonly string[], input = "") =>
    execa("pulumi", [...args, "--non-interactive"], {
      cwd: folder,
      env,
      extendEnv: false,
      input,
      all: true,
      reject: false,
      detached: true,
    });
  const pulumi = async (...args: string[]) => ended(await start(args));
  const program: Program = {
    folder,
    env,
    write: (source) => writeFileSync(join(folder, "index.ts"), imports + source),
    pulumi,
    watched: async (args, watch) => {
      const running = start(args);
      for await (const line of running.iterable({ from: "all" })) watch(line, running.pid ?? 0);
      return ended(await running);
    },
    up: (...args) => pulumi("up", "--yes", "--skip-preview", ...args),
    state: async () => stateOf((await pulumi("stack", "export")).stdout),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  program.write("");
  await pulumi("stack", "init", "trial");
  return program;
}

function stateOf(exported: string): ProgramState {
  const { deployment } = JSON.parse(exported) as {
    deployment: { resources?: StateResource[]; pending_operations?: unknown[] };
  };
  return { resources: deployment.resources ?? [], pending: deployment.pending_operations ?? [] };
}

function ended(result: { exitCode?: number; stdout: string; stderr: string; all: string }): Ran {
  return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr: result.stderr, all: result.all };
}

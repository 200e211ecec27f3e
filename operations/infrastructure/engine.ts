import { delimiter } from "node:path";
import { execa } from "execa";
import { type Cli } from "../../engine/install/already-here";
import { layoutOf, type Layout } from "../../engine/layout";
import { programEnvironment } from "../../engine/program-environment";
import { renderedFolder } from "../../engine/rehearsal/environment";
import { runEngine } from "../../engine/rehearsal/run-engine";
import { freeDeadLock, openSession, readyStack } from "../../engine/rehearsal/session";
import { theEngine } from "../../engine/setup/the-engine";
import { workloadIdentity } from "./workload-identity";

type Env = Readonly<Record<string, string | undefined>>;

export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The Pulumi engine with the project, where it acts on what the environment names. */
export class Engine {
  private constructor(
    /** What a person types to run it. */
    readonly command: "bin/pulumi" | "npx pulumi",
    private readonly place: { readonly program: string; readonly cwd: string; env(): Promise<NodeJS.ProcessEnv> },
    /** Makes the stack where it is declared and not there yet, and frees it of dead locks. */
    readonly ready: (stack: string, say: (line: string) => void) => Promise<void>,
  ) {}

  /** On the sandbox that SANDBOX_HOME names, with its state, in its rendered project, as bin/pulumi does. */
  static async onSandbox(env: Env): Promise<Engine> {
    const layout = layoutOf(env);
    const cli = await theEngine(layout);
    const session = await openSession(layout, cli);
    return new Engine(
      "bin/pulumi",
      { program: cli.program, cwd: renderedFolder(layout), env: async () => session.env },
      async (stack, say) => {
        await readyStack(session, stack);
        await freeDeadLock(session, stack, say);
      },
    );
  }

  /** On what the environment names, with its backend, in the project itself. */
  static async asConfigured(env: Env): Promise<Engine> {
    const layout = layoutOf(env);
    const cli = await theEngine(layout);
    const identity = workloadIdentity(env);
    const place = {
      program: cli.program,
      cwd: layout.project,
      env: async () => ({ ...configured(env, layout, cli), ...(await identity()) }),
    };
    return new Engine("npx pulumi", place, async () => undefined);
  }

  /** Runs it and returns what it said. */
  async ask(args: readonly string[], more: Env = {}, signal?: AbortSignal): Promise<Said> {
    const { program, cwd } = this.place;
    const env = await this.place.env();
    const options = { cwd, env: { ...env, ...more }, extendEnv: false, reject: false, stdin: "ignore" } as const;
    const ran = await execa(program, [...args, "--non-interactive"], { ...options, cancelSignal: signal });
    return { exitCode: ran.exitCode ?? 1, stdout: ran.stdout, stderr: ran.stderr };
  }

  /** Runs it in the open. @returns its exit code, or the signal that ended it */
  async show(args: readonly string[], output: "inherit" | "stderr"): Promise<number | NodeJS.Signals> {
    return runEngine({ ...this.place, env: await this.place.env(), args, output });
  }
}

/** A login (`pulumi login`) is kept in the person's own PULUMI_HOME; an environment that names the backend needs none. */
function configured(env: Env, { home }: Layout, { path }: Cli): NodeJS.ProcessEnv {
  const named = env["PULUMI_BACKEND_URL"] || env["PULUMI_ACCESS_TOKEN"];
  const server = env["GITHUB_SERVER_URL"];
  // Actions tells the API's address; the GitHub provider wants the server's, and takes github.com without.
  const github = env["GITHUB_BASE_URL"] ?? (server && server !== "https://github.com" ? `${server}/` : undefined);
  return {
    ...env,
    ...(named ? { PULUMI_HOME: home } : {}),
    ...(github ? { GITHUB_BASE_URL: github } : {}),
    PATH: [...path, env["PATH"]].join(delimiter),
    ...programEnvironment(env),
  };
}

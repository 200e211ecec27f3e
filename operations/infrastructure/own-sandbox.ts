import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { layoutOf } from "../../engine/layout";
import { OperationError } from "../errors";
import { Engine } from "./engine";

type Env = Readonly<Record<string, string | undefined>>;

/** What should only prepare a preview failed. */
export class SandboxUnusable extends OperationError {
  readonly id = "sandbox_unusable";
  constructor(what: string, said: string) {
    super(`${what} failed:\n${said.trim().split("\n").slice(-40).join("\n")}`);
  }
}

/** A sandbox for one command, on free ports, with data of its own. */
export class OwnSandbox {
  private constructor(
    private readonly project: string,
    private readonly home: string,
    private readonly env: Env,
  ) {}

  /** @throws SandboxUnusable */
  static async start(project: string, env: Env): Promise<OwnSandbox> {
    const home = mkdtempSync(join(tmpdir(), "penny-sandbox-"));
    const own = { ...env, SANDBOX_HOME: home, PULUMI_HOME: layoutOf(env).home };
    const sandbox = new OwnSandbox(project, home, own);
    try {
      await sandbox.run(join(project, "bin/sandbox"), ["start", "--port", "0"], "starting the sandbox");
      return sandbox;
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  }

  engine(): Promise<Engine> {
    return Engine.onSandbox(this.env);
  }

  /** Brings about what another copy of the project declares. @throws SandboxUnusable */
  async up(folder: string, stack: string): Promise<void> {
    const args = ["up", "--yes", "--skip-preview", "--stack", stack];
    await this.run(join(folder, "bin/pulumi"), args, `applying the base's ${stack}`);
  }

  async close(): Promise<void> {
    await execa(join(this.project, "bin/sandbox"), ["reset", "--yes"], {
      env: this.env,
      extendEnv: false,
      reject: false,
    });
    rmSync(this.home, { recursive: true, force: true });
  }

  private async run(program: string, args: readonly string[], what: string): Promise<void> {
    const { exitCode, all } = await execa(program, args, {
      env: this.env,
      extendEnv: false,
      reject: false,
      all: true,
      stdin: "ignore",
    });
    if (exitCode !== 0) throw new SandboxUnusable(what, all);
  }
}

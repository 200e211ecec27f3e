import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { type Run } from "./pipeline";
import { copyProject, type ProjectCopy } from "./project-copy";
import { openStage, type Ran, type Stage } from "./stage";

interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

interface Pending {
  readonly environment: { readonly id: number; readonly name: string };
}

const repository = "/repos/penny-university/infrastructure";
const settings = "Pulumi.production.yaml";

/** This repository on the sandbox's GitHub, from a clone of it, with production's state in a Heroku database of the sandbox. */
export class Infrastructure {
  private constructor(
    readonly stage: Stage,
    private readonly clone: ProjectCopy,
    /** What a person has set who works on the real services. */
    private readonly person: Record<string, string>,
  ) {}

  static async open(): Promise<Infrastructure> {
    await provideActionsRunner(layoutOf(process.env), silentReport);
    const clone = copyProject({ packages: true });
    clone.edit(settings, (text) => text.replace('github:writeDelayMs: "1000"', 'github:writeDelayMs: "1"'));
    const stage = await openStage(clone.folder);
    const { SANDBOX_HOME: _sandbox, PULUMI_CONFIG_PASSPHRASE_FILE: _file, ...services } = stage.env;
    const opened = new Infrastructure(stage, clone, {
      ...services,
      SANDBOX_HOME: "",
      PULUMI_BACKEND_URL: await stateDatabase(stage),
      PULUMI_CONFIG_PASSPHRASE: "of-a-test",
      GITHUB_REPOSITORY: "penny-university/infrastructure",
    });
    const made = await opened.pulumi("stack", "init");
    if (made.exitCode !== 0) throw new Error(made.all);
    await opened.publish();
    return opened;
  }

  async close(): Promise<void> {
    await this.stage.close();
    this.clone.remove();
  }

  penny(...args: string[]): Promise<Ran> {
    return this.stage.run("bin/penny", args, { env: this.person });
  }

  pulumi(...args: string[]): Promise<Ran> {
    const all = [...args, "--stack", "production", "-C", this.clone.folder];
    return this.stage.run("node_modules/.bin/pulumi", all, { env: this.person });
  }

  /** Gives the workflows the same credentials, which the sandbox takes for all. */
  bootstrap(...args: string[]): Promise<Ran> {
    const { HEROKU_API_KEY: heroku = "", GITHUB_TOKEN: github = "" } = this.person;
    const keys = ["PREVIEW", "INFRASTRUCTURE"].map((name) => [
      [`${name}_HEROKU_API_KEY`, heroku],
      [`${name}_GITHUB_TOKEN`, github],
    ]);
    const env = { ...this.person, ...(Object.fromEntries(keys.flat()) as Record<string, string>) };
    return this.stage.run("bin/penny", ["bootstrap", ...args], { env });
  }

  /** What the API answers below the repository. */
  async body<T>(method: string, path: string, sent?: unknown): Promise<T> {
    return (await this.stage.github(method, `${repository}${path}`, sent)).body as T;
  }

  /** A pull request that changes production's settings. */
  async openPull(branch: string, change: (text: string) => string): Promise<number> {
    await this.git("checkout", "-q", "-b", branch, "main");
    this.clone.edit(settings, change);
    await this.git("commit", "-q", "-a", "-m", branch);
    await this.git("push", "-q", "origin", branch);
    await this.git("checkout", "-q", "main");
    return (await this.body<{ number: number }>("POST", "/pulls", { title: branch, head: branch, base: "main" }))
      .number;
  }

  async merge(pull: number): Promise<void> {
    await this.body("PUT", `/pulls/${pull}/merge`);
    await this.git("pull", "-q", "origin", "main");
  }

  /** The newest run of a workflow, later than another one, when it is so; a run takes minutes on a busy machine. */
  private async until(workflow: string, isSo: (run: Run) => unknown, after?: Run): Promise<Run> {
    for (const end = Date.now() + 500_000; Date.now() < end; await sleep(2000)) {
      const { workflow_runs: runs } = await this.body<{ workflow_runs: Run[] }>(
        "GET",
        `/actions/workflows/${workflow}/runs`,
      );
      const [newest] = runs;
      if (newest && newest.id !== after?.id && (await isSo(newest))) return newest;
    }
    throw new Error(`${workflow} has not come so far within eight minutes`);
  }

  ended(workflow: string, after?: Run): Promise<Run> {
    return this.until(workflow, ({ status }) => status === "completed", after);
  }

  /** Waits for a reviewer. */
  async waiting(workflow: string, after: Run): Promise<{ readonly run: Run; readonly pending: Pending }> {
    const pending = async ({ id }: Run) =>
      (await this.body<Pending[]>("GET", `/actions/runs/${id}/pending_deployments`))[0];
    const run = await this.until(workflow, pending, after);
    return { run, pending: (await pending(run))! };
  }

  /** Lets it go on, as a reviewer does. */
  async approve({ id }: Run, { environment }: Pending): Promise<void> {
    const said = { environment_ids: [environment.id], state: "approved", comment: "Seen." };
    await this.body("POST", `/actions/runs/${id}/pending_deployments`, said);
  }

  async jobs({ id }: Run): Promise<Job[]> {
    return (await this.body<{ jobs: Job[] }>("GET", `/actions/runs/${id}/jobs`)).jobs;
  }

  /** Of its first job. */
  async log(run: Run): Promise<string> {
    const [job] = await this.jobs(run);
    const { GITHUB_API_URL: api, GITHUB_TOKEN: token } = this.stage.env;
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${api}${repository}/actions/jobs/${job!.id}/logs`, { headers })).text();
  }

  private async publish(): Promise<void> {
    const { GITHUB_SERVER_URL: server = "", GITHUB_TOKEN: token } = this.stage.env;
    await this.stage.github("POST", "/orgs/penny-university/repos", { name: "infrastructure" });
    await this.git("init", "-q", "-b", "main");
    writeFileSync(join(this.clone.folder, ".git/info/exclude"), "/node_modules\n/sdks/heroku/bin\n");
    await this.git("add", "-A");
    await this.git("commit", "-q", "-m", "Declare production [skip ci]");
    const remote = `http://x-access-token:${token}@${new URL(server).host}/penny-university/infrastructure.git`;
    await this.git("remote", "add", "origin", remote);
    await this.git("push", "-q", "origin", "main");
    // What it does is what is running here.
    await this.body("PUT", "/actions/workflows/test.yml/disable");
  }

  private git(...args: string[]) {
    const identity = ["-c", "user.name=Nell", "-c", "user.email=nell@example.com"];
    return execa("git", ["-C", this.clone.folder, ...identity, ...args]);
  }
}

/** A database for the state, as a team may take one. */
async function stateDatabase(stage: Stage): Promise<string> {
  await stage.heroku("POST", "/apps", { name: "pipeline-state" });
  await stage.heroku("POST", "/apps/pipeline-state/addons", { plan: "heroku-postgresql:essential-0" });
  for (;;) {
    const { body: vars } = await stage.heroku("GET", "/apps/pipeline-state/config-vars");
    const { DATABASE_URL: url } = vars as { DATABASE_URL?: string };
    if (url) return url;
    await sleep(200);
  }
}

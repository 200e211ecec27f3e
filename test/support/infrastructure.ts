import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { type Changes, type Run } from "./pipeline";
import { copyProject, type ProjectCopy } from "./project-copy";
import { openStage, type Ran, type Stage } from "./stage";

interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

interface Pending {
  readonly environment: { readonly id: number; readonly name: string };
}

const name = "penny-university/infrastructure";
const repository = `/repos/${name}`;
const settings = "Pulumi.production.yaml";

/** What opens a state: PULUMI_BACKEND_URL, and what that needs. */
type StateKeys = Readonly<Record<"PULUMI_BACKEND_URL" | (string & {}), string>>;

interface Wanted {
  /** Where the state lies; without it in a Heroku database of the sandbox. */
  readonly state?: (stage: Stage) => Promise<StateKeys>;
  /** Begins on a Sunday afternoon, twenty hours before the weekly `up`, with a deploy key that will live for a day. */
  readonly atWeekend?: boolean;
}

/** This repository on the sandbox's GitHub, from a clone of it. */
export class Infrastructure {
  private constructor(
    readonly stage: Stage,
    private readonly clone: ProjectCopy,
    /** What a person has set who works on the real services. */
    private readonly person: Record<string, string>,
  ) {}

  static async open({ state = inDatabase, atWeekend = false }: Wanted = {}): Promise<Infrastructure> {
    await provideActionsRunner(layoutOf(process.env), silentReport);
    const clone = copyProject({ packages: true });
    clone.edit(settings, (text) => text.replace('github:writeDelayMs: "1000"', 'github:writeDelayMs: "1"'));
    if (atWeekend)
      clone.edit(settings, (text) =>
        text.replace("    actionsVariables:", "    deployKeyDays: 1\n    actionsVariables:"),
      );
    // Jobs every ten minutes would be all that happens while those hours pass.
    clone.edit(settings, (text) => text.replace(/^ {2}penny-university:jobs:\n.*\n?/m, ""));
    const stage = await openStage(clone.folder);
    if (atWeekend) await stage.sandbox("clock", "advance", `${secondsUntilSunday(new Date())}s`);
    const { SANDBOX_HOME: _sandbox, PULUMI_CONFIG_PASSPHRASE_FILE: _file, ...services } = stage.env;
    const opened = new Infrastructure(stage, clone, {
      ...services,
      SANDBOX_HOME: "",
      ...(await state(stage)),
      PULUMI_CONFIG_PASSPHRASE: "of-a-test",
      GITHUB_REPOSITORY: name,
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

  /** What the workflows are given by `bootstrap`. */
  get secrets(): string[] {
    const { HEROKU_API_KEY, GITHUB_TOKEN, PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE } = this.person;
    return [HEROKU_API_KEY!, GITHUB_TOKEN!, PULUMI_BACKEND_URL!, PULUMI_CONFIG_PASSPHRASE!];
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
  openPull(branch: string, change: (text: string) => string): Promise<number> {
    return this.propose({ branch, remote: "origin", head: branch }, { [settings]: change });
  }

  /** A pull request from somebody's own copy of the repository. */
  async openPullOfFork(branch: string, changes: Changes): Promise<number> {
    const fork = await this.body<{ full_name: string }>("POST", "/forks", {});
    const [owner] = fork.full_name.split("/");
    return this.propose({ branch, remote: this.remoteOf(fork.full_name), head: `${owner}:${branch}` }, changes);
  }

  private async propose(
    { branch, remote, head }: Readonly<Record<"branch" | "remote" | "head", string>>,
    changes: Changes,
  ): Promise<number> {
    await this.git("checkout", "-q", "-b", branch, "main");
    for (const [file, change] of Object.entries(changes)) this.clone.edit(file, change);
    await this.git("commit", "-q", "-a", "-m", branch);
    await this.git("push", "-q", remote, branch);
    await this.git("checkout", "-q", "main");
    return (await this.body<{ number: number }>("POST", "/pulls", { title: branch, head, base: "main" })).number;
  }

  /** @returns the commit that it makes of the default branch */
  async merge(pull: number): Promise<string> {
    const { sha } = await this.body<{ sha: string }>("PUT", `/pulls/${pull}/merge`);
    await this.git("pull", "-q", "origin", "main");
    return sha;
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

  /** Shows the log of a run that was none. */
  async success(running: Promise<Run>): Promise<void> {
    const run = await running;
    const log = run.conclusion === "success" || (await this.log(run));
    expect({ conclusion: run.conclusion, log }).toEqual({ conclusion: "success", log: true });
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

  /** What the page of a run shows, in HTML. */
  async page({ id }: Run): Promise<string> {
    const address = (await this.stage.sandbox("console", "--no-open")).stdout.trim();
    const signedIn = await fetch(address, { redirect: "manual" });
    const headers = { cookie: signedIn.headers.get("set-cookie")!.split(";")[0]! };
    return (await fetch(new URL(`/repositories/${name}/runs/${id}`, address), { headers })).text();
  }

  /** Of its first job. */
  async log(run: Run): Promise<string> {
    const [job] = await this.jobs(run);
    const { GITHUB_API_URL: api, GITHUB_TOKEN: token } = this.stage.env;
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${api}${repository}/actions/jobs/${job!.id}/logs`, { headers })).text();
  }

  private async publish(): Promise<void> {
    await this.stage.github("POST", "/orgs/penny-university/repos", { name: "infrastructure" });
    await this.git("init", "-q", "-b", "main");
    writeFileSync(join(this.clone.folder, ".git/info/exclude"), "/node_modules\n/sdks/heroku/bin\n");
    await this.git("add", "-A");
    await this.git("commit", "-q", "-m", "Declare production [skip ci]");
    await this.git("remote", "add", "origin", this.remoteOf(name));
    await this.git("push", "-q", "origin", "main");
    // What it does is what is running here.
    await this.body("PUT", "/actions/workflows/test.yml/disable");
  }

  private remoteOf(repositoryName: string): string {
    const { GITHUB_SERVER_URL: server = "", GITHUB_TOKEN: token } = this.stage.env;
    return `http://x-access-token:${token}@${new URL(server).host}/${repositoryName}.git`;
  }

  private git(...args: string[]) {
    const identity = ["-c", "user.name=Nell", "-c", "user.email=nell@example.com"];
    return execa("git", ["-C", this.clone.folder, ...identity, ...args]);
  }
}

/** Twenty hours before the next Monday at 10:43 UTC, when `up.yml` is due: the next that is yet to come. */
function secondsUntilSunday(now: Date): number {
  const week = 7 * 24 * 3600;
  const [days, hours] = [now.getUTCDay(), now.getUTCHours()];
  const passed = ((days * 24 + hours) * 60 + now.getUTCMinutes()) * 60 + now.getUTCSeconds();
  const wanted = (14 * 60 + 43) * 60; // weeks begin on Sundays here
  return (wanted - passed + week) % week || week;
}

/** A database for the state, as a team may take one. */
async function inDatabase(stage: Stage): Promise<StateKeys> {
  await stage.heroku("POST", "/apps", { name: "pipeline-state" });
  await stage.heroku("POST", "/apps/pipeline-state/addons", { plan: "heroku-postgresql:essential-0" });
  for (;;) {
    const { body: vars } = await stage.heroku("GET", "/apps/pipeline-state/config-vars");
    const { DATABASE_URL: url } = vars as { DATABASE_URL?: string };
    if (url) return { PULUMI_BACKEND_URL: url };
    await sleep(200);
  }
}

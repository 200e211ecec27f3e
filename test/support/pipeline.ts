import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { openStage, type Stage } from "./stage";

export interface Run {
  readonly id: number;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
}
interface Job {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
}
interface Release {
  readonly current: boolean;
  readonly slug: { readonly id: string };
}
/** Path to what becomes of the file's text, which is empty for a new one. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

const repository = "/repos/penny-university/penny_university";
const app = "penny-university";
const required = ["frontend", "backend", "integration"];

/** Production on a stage, as one `up` makes it, and a developer's clone of the application. */
export class Pipeline {
  private constructor(
    readonly stage: Stage,
    private readonly folder: string,
    private readonly url: URL,
  ) {}

  /** @param project the project whose program makes it: this one, or a copy of it. */
  static async open(project?: string): Promise<Pipeline> {
    const stage = await openStage(project);
    const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
    try {
      const up = await stage.pulumi("up", "--yes", "--skip-preview");
      if (up.exitCode !== 0) throw new Error(up.all);
      const url = (await stage.pulumi("stack", "output", "url")).stdout.trim();
      const pipeline = new Pipeline(stage, folder, new URL(url));
      const host = new URL(stage.env["GITHUB_SERVER_URL"]!).host;
      const remote = `http://x-access-token:${stage.env["GITHUB_TOKEN"]}@${host}/penny-university/penny_university.git`;
      await execa("git", ["clone", "--quiet", remote, folder]);
      return pipeline;
    } catch (error) {
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.stage.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A commit on a branch that begins at master, or goes on where it is; pushed. */
  async commit(branch: string, message: string, changes: Changes): Promise<{ sha: string }> {
    await this.git("fetch", "--quiet", "origin");
    const known = (await this.git("branch", "--list", branch)).stdout !== "";
    await (known
      ? this.git("checkout", "--quiet", branch)
      : this.git("checkout", "--quiet", "-b", branch, "origin/master"));
    for (const [path, change] of Object.entries(changes)) this.edit(path, change);
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", message);
    const push = await this.push(branch, branch);
    if (push.exitCode !== 0) throw new Error(push.said);
    return { sha: (await this.git("rev-parse", "HEAD")).stdout };
  }

  async push(from: string, to: string): Promise<{ exitCode: number | undefined; said: string }> {
    const { exitCode, all } = await this.git("push", "origin", `${from}:${to}`);
    return { exitCode, said: all };
  }

  async openPull(branch: string, title: string): Promise<number> {
    const { body } = await this.stage.github("POST", `${repository}/pulls`, { title, head: branch, base: "master" });
    return (body as { number: number }).number;
  }

  async merge(number: number): Promise<{ status: number; message: string; sha: string }> {
    const { status, body } = await this.stage.github("PUT", `${repository}/pulls/${number}/merge`);
    return { ...(body as { message: string; sha: string }), status };
  }

  /** Merges a change whose pull request another service has found good: its own runs are skipped, those of master are not. */
  async mergeUntested(branch: string, title: string, changes: Changes): Promise<{ sha: string }> {
    const { sha } = await this.commit(branch, `${title} [skip ci]`, changes);
    const number = await this.openPull(branch, title);
    for (const context of required)
      await this.stage.github("POST", `${repository}/statuses/${sha}`, { state: "success", context });
    const merged = await this.merge(number);
    if (merged.status !== 200) throw new Error(merged.message);
    return merged;
  }

  /** The run for a commit, when it has ended. */
  async run(sha: string, event: "push" | "pull_request"): Promise<Run> {
    return until(async () => {
      const { body } = await this.stage.github("GET", `${repository}/actions/runs?head_sha=${sha}&event=${event}`);
      return (body as { workflow_runs: Run[] }).workflow_runs.find(({ status }) => status === "completed");
    });
  }

  /** One job, else those that failed; and what needs them. */
  async startAgain(run: Run, name?: string): Promise<void> {
    const job = (await this.jobs(run)).find((each) => each.name === name);
    const what = job ? `jobs/${job.id}/rerun` : `runs/${run.id}/rerun-failed-jobs`;
    const { status } = await this.stage.github("POST", `${repository}/actions/${what}`);
    if (status !== 201) throw new Error(`the run was not started again: ${status}`);
  }

  async conclusions(run: Run): Promise<Record<string, string | null>> {
    return Object.fromEntries((await this.jobs(run)).map((job) => [job.name, job.conclusion]));
  }

  async jobLog(run: Run, name: string): Promise<string> {
    const { id } = (await this.jobs(run)).find((job) => job.name === name)!;
    const headers = { authorization: `Bearer ${this.stage.env["GITHUB_TOKEN"]}` };
    return (
      await fetch(`${this.stage.env["GITHUB_API_URL"]}${repository}/actions/jobs/${id}/logs`, { headers })
    ).text();
  }

  /** The site's home page. Its name is one that not every resolver knows: the router goes by the Host header. */
  async page(): Promise<string> {
    const resolve = `${this.url.hostname}:${this.url.port}:127.0.0.1`;
    return (await execa("curl", ["--silent", "--fail", "--resolve", resolve, this.url.href])).stdout;
  }

  /** An app's site, by a name that stays the same. */
  urlOf(name: string): string {
    return `${this.url.protocol}//${name}.localhost:${this.url.port}`;
  }

  /** The commit that an app runs. */
  async commitOf(name: string): Promise<string> {
    const releases = (await this.stage.heroku("GET", `/apps/${name}/releases`)).body as Release[];
    const { slug } = releases.find(({ current }) => current)!;
    return ((await this.stage.heroku("GET", `/apps/${name}/slugs/${slug.id}`)).body as { commit: string }).commit;
  }

  /** The numbers of the releases that there are. */
  async releases(): Promise<number> {
    return ((await this.stage.heroku("GET", `/apps/${app}/releases`)).body as unknown[]).length;
  }

  async backups(): Promise<unknown[]> {
    return (await this.stage.heroku("GET", `/client/v11/apps/${app}/transfers`)).body as unknown[];
  }

  /** Runs a command in a one-off dyno, to its end. */
  async runOneOff(command: string): Promise<void> {
    const { body } = await this.stage.heroku("POST", `/apps/${app}/dynos`, { command });
    const { name } = body as { name: string };
    const ended = async () =>
      (await this.stage.heroku("GET", `/apps/${app}/dynos/${name}`)).status !== 200 || undefined;
    await until(ended);
  }

  /** Resolves when the app has logged it. */
  async logged(line: RegExp): Promise<void> {
    await until(async () => {
      const { body } = await this.stage.heroku("POST", `/apps/${app}/log-sessions`, { lines: 200 });
      return line.test(await (await fetch((body as { logplex_url: string }).logplex_url)).text()) || undefined;
    });
  }

  /** What was told in the channel, the newest first. */
  async slackMessages(): Promise<string[]> {
    const url = `${this.stage.env["HEROKU_API_URL"]}/slack/api/conversations.history?channel=%23deploys`;
    const answer = await fetch(url, { headers: { authorization: "Bearer any" } });
    return ((await answer.json()) as { messages: { text: string }[] }).messages.map(({ text }) => text);
  }

  private async jobs(run: Run): Promise<Job[]> {
    const { body } = await this.stage.github("GET", `${repository}/actions/runs/${run.id}/jobs`);
    return (body as { jobs: Job[] }).jobs;
  }

  private edit(path: string, change: (text: string) => string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, change(textOf(file)));
  }

  private git(...args: string[]) {
    const identity = ["-c", "user.name=Nell", "-c", "user.email=nell@example.com"];
    return execa("git", ["-C", this.folder, ...identity, ...args], { reject: false, all: true });
  }
}

/** What `look` finds, looked for until it is there; a workflow's run takes minutes on a busy machine. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 300_000; Date.now() < end; await sleep(200)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error("it did not come within five minutes");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

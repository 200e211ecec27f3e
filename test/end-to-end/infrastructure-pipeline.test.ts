import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, type Ran, type Stage } from "../support/stage";

/**
 * This repository's own workflows, run by the sandbox's runner for a clone of it, whose state lies in a Heroku database of the sandbox. Each
 * test goes on where the one before it stopped.
 */
jest.setTimeout(600_000);

const repository = "/repos/penny-university/infrastructure";
const application = "/repos/penny-university/penny_university";
const settings = "Pulumi.production.yaml";
let stage: Stage;
let clone: ProjectCopy;
let pull: number;
/** What a person has set who works on the real services. */
let person: Record<string, string>;

interface Run {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
}
interface Job {
  readonly id: number;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}
interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly body: string;
  readonly user: { readonly login: string };
}

const git = (...args: string[]) => execa("git", ["-C", clone.folder, "-c", "user.name=Nell", "-c", "user.email=nell@example.com", ...args]); // prettier-ignore
const body = async <T>(method: string, path: string, sent?: unknown): Promise<T> =>
  (await stage.github(method, `${repository}${path}`, sent)).body as T;
const pulumi = (...args: string[]): Promise<Ran> =>
  stage.run("node_modules/.bin/pulumi", [...args, "--stack", "production", "-C", clone.folder], { env: person });
const penny = (...args: string[]): Promise<Ran> => stage.run("bin/penny", args, { env: person });
const issues = () => body<Issue[]>("GET", "/issues?labels=drift&state=all");

/** The newest run of a workflow, when it has ended. */
async function ended(workflow: string): Promise<Run> {
  for (;;) {
    const { workflow_runs: runs } = await body<{ workflow_runs: Run[] }>("GET", `/actions/workflows/${workflow}/runs`);
    if (runs[0]?.status === "completed") return runs[0];
    await sleep(500);
  }
}

const jobOf = async ({ id }: Run) => (await body<{ jobs: Job[] }>("GET", `/actions/runs/${id}/jobs`)).jobs[0]!;
const logOf = async (run: Run): Promise<string> => {
  const { id } = await jobOf(run);
  const headers = { authorization: `Bearer ${stage.env["GITHUB_TOKEN"]}` };
  return (await fetch(`${stage.env["GITHUB_API_URL"]}${repository}/actions/jobs/${id}/logs`, { headers })).text();
};

/** A database for the state, as a team may take one. */
async function stateDatabase(): Promise<string> {
  await stage.heroku("POST", "/apps", { name: "pipeline-state" });
  await stage.heroku("POST", "/apps/pipeline-state/addons", { plan: "heroku-postgresql:essential-0" });
  for (;;) {
    const { body: vars } = await stage.heroku("GET", "/apps/pipeline-state/config-vars");
    const { DATABASE_URL: url } = vars as { DATABASE_URL?: string };
    if (url) return url;
    await sleep(200);
  }
}

async function publish(): Promise<void> {
  await stage.github("POST", "/orgs/penny-university/repos", { name: "infrastructure" });
  await git("init", "-q", "-b", "main");
  writeFileSync(join(clone.folder, ".git/info/exclude"), "/node_modules\n/sdks/heroku/bin\n");
  await git("add", "-A");
  await git("commit", "-q", "-m", "Declare production [skip ci]");
  const { host } = new URL(stage.env["GITHUB_SERVER_URL"]!);
  await git("remote", "add", "origin", `http://x-access-token:${stage.env["GITHUB_TOKEN"]}@${host}/penny-university/infrastructure.git`); // prettier-ignore
  await git("push", "-q", "origin", "main");
  // What it does is what is running here.
  await stage.github("PUT", `${repository}/actions/workflows/test.yml/disable`);
}

/** The runner is at it while the tests go on. */
async function openPull(): Promise<number> {
  await git("checkout", "-q", "-b", "larger");
  clone.edit(settings, (text) => text.replace("quantity: 1, size: Basic", "quantity: 1, size: Standard-1X"));
  await git("commit", "-q", "-a", "-m", "Take a larger dyno");
  await git("push", "-q", "origin", "larger");
  await git("checkout", "-q", "main");
  return (await body<Issue>("POST", "/pulls", { title: "Larger", head: "larger", base: "main" })).number;
}

beforeAll(async () => {
  await provideActionsRunner(layoutOf(process.env), silentReport);
  clone = copyProject({ packages: true });
  clone.edit(settings, (text) => text.replace('github:writeDelayMs: "1000"', 'github:writeDelayMs: "1"'));
  stage = await openStage(clone.folder);
  const { SANDBOX_HOME: _sandbox, PULUMI_CONFIG_PASSPHRASE_FILE: _file, ...services } = stage.env;
  person = {
    ...services,
    SANDBOX_HOME: "",
    PULUMI_BACKEND_URL: await stateDatabase(),
    PULUMI_CONFIG_PASSPHRASE: "of-a-test",
    GITHUB_REPOSITORY: "penny-university/infrastructure",
  };
  const made = await pulumi("stack", "init");
  if (made.exitCode !== 0) throw new Error(made.all);
  await publish();
  pull = await openPull();
});
afterAll(async () => {
  await stage?.close();
  clone?.remove();
});

describe("this repository's pipeline", () => {
  it("applies what was approved, and nothing else", async () => {
    const plan = await penny("up", "--plan", "--json");
    expect(plan.exitCode).toBe(0);
    const { digest } = JSON.parse(plan.stdout) as { digest: string };
    const other = await penny("up", "--yes", "--approve", digest.replaceAll(/[0-9]/g, "0"));
    expect(other).toMatchObject({ exitCode: 6, stderr: expect.stringContaining(`--approve ${digest}`) as unknown });
    expect((await stage.heroku("GET", "/apps/penny-university")).status).toBe(404);
    const up = await penny("up", "--yes", "--approve", digest);
    expect({ exitCode: up.exitCode, said: up.exitCode === 0 || up.all }).toEqual({ exitCode: 0, said: true });
    expect((await stage.heroku("GET", "/apps/penny-university")).status).toBe(200);
  });

  it("holds back while somebody has the lock", async () => {
    const { object } = (await stage.github("GET", `${application}/git/ref/heads/master`)).body as { object: { sha: string } }; // prettier-ignore
    await stage.github("POST", `${application}/git/refs`, { ref: "refs/penny/lock", sha: object.sha });
    expect(await penny("up", "--yes")).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("holds the lock since") as unknown }); // prettier-ignore
    await stage.github("DELETE", `${application}/git/refs/penny/lock`);
  });

  it("previews a pull request on the sandbox when there are no credentials, and tells it in one comment", async () => {
    const run = await ended("preview.yml");
    expect({ conclusion: run.conclusion, log: run.conclusion === "success" || (await logOf(run)) }).toEqual({ conclusion: "success", log: true }); // prettier-ignore
    const comments = await body<Issue[]>("GET", `/issues/${pull}/comments`);
    expect(comments.map(({ user }) => user.login)).toEqual(["github-actions[bot]"]);
    expect(comments[0]!.body).toContain("### production: 1 changed");
    expect(comments[0]!.body).toContain("⚠️ **Restarts all dynos**: dynos `release-web` get another size");
    expect(comments[0]!.body).toContain("| changed | dynos `release-web` | `size`: `Basic` → `Standard-1X` |");
    expect(comments[0]!.body).toMatch(/Previewed on the sandbox, with [0-9a-f]{7,} applied first/);
  });

  it("opens an issue for drift at night, with both ways out", async () => {
    const set = { ...person, PREVIEW_HEROKU_API_KEY: person["HEROKU_API_KEY"]!, PREVIEW_GITHUB_TOKEN: person["GITHUB_TOKEN"]! }; // prettier-ignore
    expect((await stage.run("bin/penny", ["bootstrap"], { env: set })).all).toMatch(/^preview +HEROKU_API_KEY +set /m);
    await stage.heroku("PATCH", "/apps/penny-university/config-vars", { FRONT_END_HOST: "https://by-hand" });
    await body("POST", "/actions/workflows/nightly.yml/dispatches", { ref: "main" });
    const run = await ended("nightly.yml");
    const drift = (await jobOf(run)).steps.find(({ name }) => name === "Drift");
    expect({ drift: drift?.conclusion, log: drift?.conclusion === "success" || (await logOf(run)) }).toEqual({ drift: "success", log: true }); // prettier-ignore
    const [issue, ...others] = await issues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title: "Drift: 1 thing of production not as declared", state: "open" });
    expect(issue!.body).toContain("`vars.FRONT_END_HOST` is `https://by-hand`, declared `https://www.pennyuniversity.org`");
  }); // prettier-ignore

  it("closes it when somebody took the way out that it tells", async () => {
    const [issue] = await issues();
    const digest = /approve=([0-9a-f]{64})/.exec(issue!.body)![1]!;
    expect((await penny("up", "--yes", "--approve", digest)).exitCode).toBe(0);
    expect((await penny("drift", "--post")).all).toContain("Drift issue of production: closed");
    expect((await issues())[0]).toMatchObject({ number: issue!.number, state: "closed" });
  });
});

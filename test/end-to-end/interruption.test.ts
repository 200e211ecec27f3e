import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { layoutOf } from "../../engine/layout";
import { renderedFolder, stateFolder } from "../../engine/rehearsal/environment";
import { openSession, pendingOf, type Session } from "../../engine/rehearsal/session";
import { theEngine } from "../../engine/setup/the-engine";
import { openStage, project, type Stage } from "../support/stage";
import { atTerminal } from "../support/terminal";

jest.setTimeout(300_000);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.close();
});

async function killSandbox(): Promise<void> {
  const { pid } = JSON.parse((await stage.sandbox("status", "--json")).stdout) as { pid: number };
  process.kill(pid, "SIGKILL");
}

describe("a sandbox that is killed in the middle of `up`", () => {
  it("gives a clear error, and the next `npm start` converges", async () => {
    const up = execa(join(project, "bin/pulumi"), ["up", "--yes", "--skip-preview"], {
      cwd: project,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], SANDBOX_HOME: stage.home },
      extendEnv: false,
      all: true,
      reject: false,
    });
    for await (const line of up.iterable({ from: "all" }))
      if (/heroku:index:Addon .*creating/.test(line)) await killSandbox().catch(() => undefined);
    const ended = await up;
    expect(ended.exitCode).not.toBe(0);
    expect(ended.all).toMatch(/127\.0\.0\.1:\d+/);
    expect(ended.all).not.toMatch(/panic|UnhandledPromise|^\s+at .*\.(js|ts):\d+/m);

    const start = await stage.run("bin/start", []);
    expect(start.all).toContain("Stack production is up on the sandbox");
    expect(start.exitCode).toBe(0);
    expect((await stage.pulumi("preview", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
    const apps = (await stage.heroku("GET", "/apps")).body as { name: string }[];
    expect(apps.map(({ name }) => name)).toEqual(["penny-university"]);
  });
});

describe("`npm start` after something was removed by hand", () => {
  it("makes it again before it says that all is up", async () => {
    const removed = await stage.heroku("DELETE", "/apps/penny-university");
    expect(removed.status).toBe(200);
    const start = await stage.run("bin/start", []);
    expect(start.all).toContain("Stack production is up on the sandbox");
    expect((await stage.heroku("GET", "/apps/penny-university")).status).toBe(200);
  });
});

describe("an engine that is killed in the middle of `up`", () => {
  const path = "/apps/penny-university/jobs";
  const penny = (...args: string[]) => stage.run("bin/penny", args, { env: { ...stage.env } });

  /** Lets the engine begin to make a job, whose answer does not come, and kills it. */
  async function killWhileCreating(): Promise<void> {
    const fault = "--service heroku --method POST --path /jobs$ --act delay --delay-ms 600000";
    await stage.sandbox("faults", "add", ...fault.split(" "));
    const layout = layoutOf({ ...process.env, SANDBOX_HOME: stage.home });
    const cli = await theEngine(layout);
    const session = await openSession(layout, cli);
    const options = { cwd: renderedFolder(layout), env: session.env, extendEnv: false, reject: false };
    const up = execa(cli.program, ["up", "--yes", "--skip-preview", "--refresh", "--stack", "production"], options);
    while (up.exitCode === null && !creating(session)) await sleep(100);
    up.kill("SIGKILL");
    await up;
    await stage.sandbox("faults", "clear");
  }

  it("leaves what it was at in the state, and `penny up` refuses, with the way out", async () => {
    const [job] = ((await stage.heroku("GET", path)).body as { data: { id: string }[] }).data;
    await stage.heroku("DELETE", `${path}/${job!.id}`);
    await killWhileCreating();
    const refused = await penny("up", "--yes");
    expect([refused.exitCode, refused.all]).toEqual([4, expect.any(String)]);
    expect(refused.stderr).toMatch(/creating urn:pulumi:production::.*SchedulerJob::background-tasks/);
    const [, wayOut] = /^ {2}bin\/pulumi (refresh .*--clear-pending-creates)/m.exec(refused.stderr)!;
    expect((await stage.pulumi(...wayOut!.split(" "), "--yes", "--skip-preview")).exitCode).toBe(0);
    expect((await penny("up", "--plan")).all).toContain("1 created");
  });

  it("is made good by a person at a terminal, who reads the steps once and types the stack's name", async () => {
    const env = { ...stage.env, PATH: process.env["PATH"] ?? "", HOME: stage.home, SANDBOX_HOME: stage.home };
    const question = /Type the (stack)'s name/;
    const { code, screen } = await atTerminal("bin/penny", ["up"], { env, question, answer: () => "production\r" });
    expect([code, screen]).toEqual([0, expect.stringContaining("Done: production is as declared")]);
    expect(screen.match(/Digest of these steps/g)).toHaveLength(1);
    expect(screen.match(/production: 1 created/g)).toHaveLength(1);
    expect(((await stage.heroku("GET", path)).body as { data: unknown[] }).data).toHaveLength(1);
  });

  it("keeps nothing beside the state that a kill could leave half written", () => {
    const files = readdirSync(stateFolder(layoutOf({ SANDBOX_HOME: stage.home })), { recursive: true }) as string[];
    expect(files.filter((name) => name.endsWith("production.json"))).toHaveLength(1);
    expect(files.filter((name) => name.endsWith(".attrs"))).toEqual([]);
  });
});

/** Whether its state says that it is at it; the file may be half written at the moment. */
function creating(session: Session): boolean {
  try {
    return pendingOf(session, "production").some(({ urn }) => urn.includes("SchedulerJob"));
  } catch {
    return false;
  }
}

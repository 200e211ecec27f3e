import { statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { GitHubClient } from "../../../../clients/github";
import { Lock } from "../../../../operations/safety/lock";
import { app, jobCommand, openPenny, type PennyRan, type PennyStage } from "../../../support/penny";

jest.setTimeout(60_000);

const ada = { id: 1, name: "Ada" };
const grace = { id: 2, name: "Grace" };
const yes = ["--yes", "--app", app];

let stage: PennyStage;

beforeAll(async () => {
  stage = await openPenny();
  await stage.sql("CREATE TABLE people (id int PRIMARY KEY, name text)");
  await stage.sql("INSERT INTO people VALUES (1, 'Ada')");
  await succeeds(stage.penny(["backup", "capture"]));
  await stage.sql("INSERT INTO people VALUES (2, 'Grace')");
});
afterAll(() => stage?.close());
afterEach(() => stage.sandbox.faults.clear());

async function succeeds(running: Promise<PennyRan>): Promise<string> {
  const ran = await running;
  expect(ran).toMatchObject({ code: 0 });
  return ran.stdout;
}

const people = () => stage.sql("SELECT * FROM people ORDER BY id");
const restore = (...args: string[]) => stage.penny(["restore", ...args]);
const fault = (path: string, body: unknown, status = 200, method = "GET") =>
  stage.sandbox.faults.add({ id: path, service: "heroku", method, path, act: "answer", status, body });

/** The app is as it was found, and nobody is held back. */
async function untouched(): Promise<void> {
  expect(await people()).toEqual([ada, grace]);
  expect(await stage.maintenance()).toBe(false);
  expect(await stage.jobs()).toEqual([jobCommand]);
  expect(await succeeds(stage.penny(["unlock"]))).toContain("Nobody holds the lock");
}

describe("penny restore", () => {
  it("shows the rows that would be lost, and changes nothing", async () => {
    const plan = await succeeds(restore("b001", "--plan"));
    expect(plan).toMatch(/LOSES all that was written since .*: people: 1 row in the backup, 2 now$/m);
    await untouched();
  });

  it("says beside the plan who would hold it up", async () => {
    const { GITHUB_API_URL: apiUrl = "", GITHUB_TOKEN: token = "" } = stage.sandbox.env();
    const github = new GitHubClient({
      apiUrl,
      token,
      repository: { owner: "penny-university", repo: "penny_university" },
    });
    const lock = new Lock(github, () => stage.sandbox.clock.now());
    const since = stage.sandbox.clock.now().toISOString();
    await lock.acquire({ operation: "1", owner: "grace@example.org", app, reason: "a rollback", since });
    const plan = await succeeds(restore("b001", "--plan"));
    expect(plan).toMatch(/^It would have to wait: grace@example\.org holds the lock since .*: a rollback/m);
    expect(await succeeds(restore("b001", "--plan", "--no-lock"))).not.toContain("It would have to wait");
    await lock.release();
    await github.close();
    await untouched();
  });

  it("counts what is lost in the database that is replaced, also by another app's backup", async () => {
    await stage.heroku("POST", "/apps", { body: { name: "penny-qa" } });
    await stage.heroku("POST", "/apps/penny-qa/addons", { body: { plan: "heroku-postgresql:essential-0" } });
    await stage.advance(60_000);
    await succeeds(stage.penny(["backup", "capture", "--app", "penny-qa"]));
    const plan = await succeeds(restore("penny-qa::b001", "--plan"));
    expect(plan).toContain("b001 is not sound: it holds no table at all");
    expect(plan).toContain("b001 is a backup of another app, penny-qa");
    await untouched();
  });

  it("says that the lost rows were not counted where the database cannot be read from this machine", async () => {
    fault(`/apps/[^/]+/config-vars$`, { DATABASE_URL: "postgres://u:p@127.0.0.1:1/d" });
    const plan = await succeeds(restore("b001", "--plan"));
    expect(plan).toMatch(/Note: what would be lost was not counted: .*ECONNREFUSED/);
  });

  it("refuses a database above 20 GB", async () => {
    fault("/client/v11/databases/[^/]+$", { addon_id: "x", name: "x", num_bytes: 21 * 1024 ** 3, num_tables: 1 });
    const refused = await restore("b001", ...yes);
    expect(refused).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/has 21\.0 GB.*nothing was changed/) as unknown,
    });
    stage.sandbox.faults.clear();
    await untouched();
  });

  it("refuses when the capture that it makes first would push the backup out", async () => {
    for (let made = 1; made < 5; made += 1) await succeeds(stage.penny(["backup", "capture"]));
    const refused = await restore("b001", ...yes, "--json");
    expect(refused.code).toBe(4);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { id: "backup_would_be_pushed_out" } });
    await untouched();
    for (const surplus of [2, 3, 4]) await stage.heroku("DELETE", `/client/v11/apps/${app}/transfers/${surplus}`);
  });

  it("says what right is missing when Heroku forbids it, and leaves the app as it was", async () => {
    fault("/apps/[^/]+$", { id: "forbidden", message: "You do not have access to the app." }, 403, "PATCH");
    const forbidden = await restore("b001", ...yes);
    expect(forbidden).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/403 forbidden.*`heroku access` lists who has it/) as unknown,
    });
    stage.sandbox.faults.clear();
    await untouched();
  });

  it("says that a key has expired, and what makes a new one", async () => {
    const expired = await stage.penny(["restore", "b001", ...yes], { env: { HEROKU_API_KEY: "HRKU-expired" } });
    expect(expired).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/401 .*Check HEROKU_API_KEY: `heroku authorizations:create`/) as unknown,
    });
    await untouched();
  });

  it("says what right is missing when GitHub forbids the lock, before anything is changed", async () => {
    const body = { message: "Resource not accessible by personal access token" };
    stage.sandbox.faults.add({
      id: "gh",
      service: "github",
      method: "POST",
      path: "/git/",
      act: "answer",
      status: 403,
      body,
    });
    const forbidden = await restore("b001", ...yes);
    expect(forbidden).toMatchObject({ code: 1, stderr: expect.stringMatching(/403.*GITHUB_TOKEN/s) as unknown });
    stage.sandbox.faults.clear();
    await untouched();
  });

  it("holds the app when the restore fails half-way, and goes back to the capture that it made", async () => {
    const { body } = await stage.heroku<{ uuid: string; num: number }[]>("GET", `/client/v11/apps/${app}/transfers`);
    const dump = join(stage.sandbox.home.folder, "backups", `${body.find(({ num }) => num === 1)?.uuid}.dump`);
    truncateSync(dump, statSync(dump).size - 100);
    const failed = await restore("b001", ...yes);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^the restore of b001 failed: .*\nMaintenance mode stays on and the jobs stay held/m);
    expect(await people().catch(() => [])).not.toEqual([ada, grace]);
    expect(await stage.maintenance()).toBe(true);
    const [, capture = ""] = /state before: bin\/penny restore (b\d{3})/.exec(failed.stderr) ?? [];
    await succeeds(restore(capture, ...yes));
    await untouched();
  });
});

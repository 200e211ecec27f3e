import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { Journal } from "../../../../operations/safety/journal";
import { app, jobCommand, openPenny, type PennyRan, type PennyStage } from "../../../support/penny";
import { project } from "../../../support/stage";

/** `penny restore` that is stopped right after a request of each of its steps: by Ctrl-C, by a kill. */
jest.setTimeout(120_000);

const ada = { id: 1, name: "Ada" };
const grace = { id: 2, name: "Grace" };
const command = ["restore", "b001", "--yes", "--app", app];

let stage: PennyStage;
let elsewhere: string;

beforeAll(async () => {
  stage = await openPenny();
  elsewhere = mkdtempSync(join(tmpdir(), "penny-elsewhere-"));
  await stage.sql("CREATE TABLE people (id int PRIMARY KEY, name text)");
  await stage.sql("INSERT INTO people VALUES (1, 'Ada')");
  expect((await stage.penny(["backup", "capture"])).code).toBe(0);
});
afterAll(async () => {
  rmSync(elsewhere, { recursive: true, force: true });
  await stage?.close();
});
beforeEach(() => stage.sql("INSERT INTO people VALUES (2, 'Grace')"));
afterEach(async () => {
  await stage.sql("DELETE FROM people WHERE id = 2");
  const path = `/client/v11/apps/${app}/transfers`;
  const { body } = await stage.heroku<{ num: number; to_type: string }[]>("GET", path);
  const captures = body.filter(({ num, to_type: to }) => num > 1 && to === "gof3r");
  for (const { num } of captures) await stage.heroku("DELETE", `${path}/${num}`);
});

const people = () => stage.sql("SELECT * FROM people ORDER BY id");
const held = `echo "held by penny" # ${jobCommand}`;

/** Calls `stop` as soon as Heroku has answered the n-th such request. */
function afterRequest(nth: number, method: string, path: RegExp, stop: () => void): () => void {
  let seen = 0;
  return stage.sandbox.requests.listen((request) => {
    if (request.method !== method || !path.test(request.path)) return;
    seen += 1;
    if (seen === nth) stop();
  });
}

async function interrupted(nth: number, method: string, path: RegExp): Promise<PennyRan> {
  const ctrlC = new AbortController();
  const end = afterRequest(nth, method, path, () => ctrlC.abort());
  const ran = await stage.penny(command, { signal: ctrlC.signal });
  end();
  return ran;
}

async function killed(nth: number, method: string, path: RegExp): Promise<void> {
  const env = { ...stage.sandbox.env(), PATH: process.env["PATH"], HOME: elsewhere };
  const running = execa(join(project, "bin/penny"), command, { env, extendEnv: false, reject: false });
  const end = afterRequest(nth, method, path, () => running.kill("SIGKILL"));
  expect((await running).signal).toBe("SIGKILL");
  end();
}

async function finishes(): Promise<void> {
  const again = await stage.penny(command);
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Goes on with the run that began") as unknown,
  });
  await restored();
}

async function restored(): Promise<void> {
  expect(await people()).toEqual([ada]);
  await free();
}

/** Visitors and jobs are let in, and nobody is held back. */
async function free(): Promise<void> {
  expect(await stage.maintenance()).toBe(false);
  expect(await stage.jobs()).toEqual([jobCommand]);
  expect((await stage.penny(["unlock"])).stdout).toContain("Nobody holds the lock");
  expect((await stage.penny(["status"])).stdout).not.toContain("Unfinished");
}

describe("a restore that is interrupted before it touches the database", () => {
  it.each([
    ["maintenance mode is on", 1, "PATCH", /^\/apps\/[^/]+$/],
    ["the jobs are held", 1, "PATCH", /\/jobs\//],
    ["the workers are read", 2, "GET", /\/formation/],
    ["the capture has begun", 1, "POST", /\/backups$/],
    ["the capture was asked for its state", 1, "GET", /\/transfers\/[0-9a-f-]{36}$/],
  ])("after %s, puts everything back", async (_when, nth, method, path) => {
    const ran = await interrupted(nth, method, path);
    expect(ran).toMatchObject({
      code: 130,
      stdout: expect.stringContaining("The database was not touched") as unknown,
    });
    expect(await people()).toEqual([ada, grace]);
    await free();
  });
});

describe("a restore that is interrupted once it touches the database", () => {
  it.each([
    ["it has begun", 1, "POST", /\/restores$/],
    ["the restored data were read", 2, "GET", /\/config-vars$/],
    ["the dynos were restarted", 1, "DELETE", /\/dynos$/],
    ["the jobs were released", 2, "PATCH", /\/jobs\//],
  ])("after %s, holds the app and the lock, and is finished by the same command", async (_when, nth, method, path) => {
    const ran = await interrupted(nth, method, path);
    expect(ran).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(
        /Go on: bin\/penny restore b001\. Go back to the state before: bin\/penny restore b\d{3}/,
      ) as unknown,
    });
    expect(await stage.maintenance()).toBe(true);
    expect(await stage.penny(["status"])).toMatchObject({
      code: 5,
      stdout: expect.stringContaining("restore b001 did not come to its end") as unknown,
    });
    const somebody = await stage.penny(command, { env: { PENNY_STATE: elsewhere } });
    expect(somebody).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /holds the lock since .*: restore b001 \(penny-university\)\..*--take-over/,
      ) as unknown,
    });
    await finishes();
  });

  it("can be undone instead, by the capture that it made", async () => {
    const { stderr } = await interrupted(1, "DELETE", /\/dynos$/);
    expect(await stage.jobs()).toEqual([held]);
    const [, capture = ""] = /state before: bin\/penny restore (b\d{3})/.exec(stderr) ?? [];
    const undone = await stage.penny(["restore", capture, "--yes", "--app", app]);
    expect(undone).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Takes the place of an unfinished restore b001") as unknown,
    });
    expect(await people()).toEqual([ada, grace]);
    await free();
  });
});

describe("a restore instead of the rest of a rollback", () => {
  it("goes back to the capture that the rollback made, makes no other, and removes its temporary app", async () => {
    const temporary = "penny-university-back-0a1b2c";
    expect((await stage.heroku("POST", "/apps", { body: { name: temporary } })).status).toBe(201);
    const captured = await stage.penny(["backup", "capture", "--json"]);
    const { name } = (JSON.parse(captured.stdout) as { backup: { name: string } }).backup;
    const { id } = (await stage.heroku<{ id: string }>("GET", `/apps/${app}`)).body;
    const folder = mkdtempSync(join(elsewhere, "rollback-"));
    const startedAt = new Date().toISOString();
    Journal.begin(
      folder,
      { operation: "o", what: "rollback to v2 by migrate-back", appId: id, startedAt, locked: false },
      {
        capture: { startedAt, endedAt: startedAt, data: { backup: name } },
        "temporary-app": { startedAt, endedAt: startedAt, data: { app: temporary } },
        "migrate-back-1": { startedAt },
      },
    );
    await stage.sql("DELETE FROM people");
    const ran = await stage.penny(["restore", name, "--yes", "--app", app], { env: { PENNY_STATE: folder } });
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Takes the place of an unfinished rollback to v2 by migrate-back") as unknown,
    });
    expect(ran.stdout).not.toContain("goes back to it");
    expect((await stage.heroku("GET", `/apps/${temporary}`)).status).toBe(404);
    expect(await people()).toEqual([ada, grace]);
    await free();
  });
});

describe("a restore that somebody else finishes", () => {
  it("on another machine, lets everybody in, and is not gone on with on the first one", async () => {
    await interrupted(1, "POST", /\/restores$/);
    const elsewhereToo = { env: { PENNY_STATE: elsewhere } };
    expect((await stage.penny([...command, "--take-over"], elsewhereToo)).code).toBe(0);
    await restored();
    await stage.sql("INSERT INTO people VALUES (3, 'Edith')");
    const again = await stage.penny(command);
    expect(again.stdout).toMatch(/^The restore b001 that began .* is not gone on with: it has lost its lock since\.$/m);
    const [, capture = ""] = /: bin\/penny restore (b\d{3}) goes back to it/.exec(again.stdout) ?? [];
    await restored();
    expect((await stage.penny(["restore", capture, "--yes", "--app", app])).code).toBe(0);
    expect(await people()).toEqual([ada, { id: 3, name: "Edith" }]);
    await stage.sql("DELETE FROM people WHERE id = 3");
  });
});

describe("a restore that is killed", () => {
  it.each([
    ["the jobs were held", 1, "PATCH", /\/jobs\//],
    ["the capture had begun", 1, "POST", /\/backups$/],
    ["the database was being replaced", 1, "POST", /\/restores$/],
    ["the jobs were released", 2, "PATCH", /\/jobs\//],
  ])("after %s, is finished by the same command", async (_when, nth, method, path) => {
    await killed(nth, method, path);
    await finishes();
  });
});

import { type Client } from "pg";
import { GitHubClient } from "../../../../clients/github";
import { Lock } from "../../../../operations/safety/lock";
import { app, openPenny, type PennyStage } from "../../../support/penny";

jest.setTimeout(60_000);

let stage: PennyStage;
let writer: Client;

beforeAll(async () => {
  stage = await openPenny();
  await stage.sql("CREATE TABLE people (id int PRIMARY KEY, name text)");
  writer = await stage.connect();
});
afterAll(async () => {
  await writer?.end();
  await stage?.close();
});

const capture = (...args: string[]) => stage.penny(["backup", "capture", ...args]);
const names = async () => {
  const { stdout } = await stage.penny(["backup", "list", "--json"]);
  return (JSON.parse(stdout) as { backups: { name: string; state: string }[] }).backups.map(
    ({ name, state }) => `${name} ${state}`,
  );
};

/** Presses Ctrl-C as soon as Heroku has begun. */
async function interrupted() {
  const ctrlC = new AbortController();
  const end = stage.sandbox.requests.listen(({ method, path }) => {
    if (method === "POST" && path.endsWith("/backups")) ctrlC.abort();
  });
  const ran = await stage.penny(["backup", "capture"], { signal: ctrlC.signal });
  end();
  return ran;
}

describe("penny backup capture", () => {
  it("leaves the capture to Heroku when it is interrupted, and waits for that one when it is run again", async () => {
    // pg_dump waits as long as somebody alters a table.
    await writer.query("BEGIN");
    await writer.query("LOCK TABLE people IN ACCESS EXCLUSIVE MODE");
    expect(await interrupted()).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/^interrupted: Heroku goes on to capture b001\. The same command waits/) as unknown,
    });
    expect(await names()).toEqual(["b001 running"]);
    const heard = (text: string) => void (text.includes("waiting for it") && writer.query("ROLLBACK"));
    const again = await stage.penny(["backup", "capture"], { heard });
    expect(again.stdout).toContain("b001 is being captured already, as of 2026-11-23 10:01 UTC: waiting for it");
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("b001 is captured") as unknown });
    expect(await names()).toEqual(["b001 succeeded"]);
  });

  it("does not capture in the middle of somebody's restore, unless it is told to", async () => {
    const { GITHUB_API_URL: apiUrl = "", GITHUB_TOKEN: token = "" } = stage.sandbox.env();
    const github = new GitHubClient({
      apiUrl,
      token,
      repository: { owner: "penny-university", repo: "penny_university" },
    });
    const lock = new Lock(github, () => stage.sandbox.clock.now());
    const since = stage.sandbox.clock.now().toISOString();
    await lock.acquire({ operation: "1", owner: "grace@example.org", app, reason: "restore b001", since });
    const before = await names();
    const refused = await capture();
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^grace@example\.org holds the lock since .*: restore b001/) as unknown,
    });
    expect(await names()).toEqual(before);
    expect((await capture("--no-lock")).code).toBe(0);
    await lock.release();
    await github.close();
  });

  it("refuses a database above the 20 GB that Heroku's backups are for", async () => {
    const body = { addon_id: "x", name: "x", num_bytes: 21 * 1024 ** 3, num_tables: 1 };
    stage.sandbox.faults.add({
      id: "large",
      service: "heroku",
      method: "GET",
      path: "/databases/[^/]+$",
      act: "answer",
      status: 200,
      body,
    });
    const refused = await capture();
    stage.sandbox.faults.clear();
    expect(refused).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/has 21\.0 GB.*up to 20\.0 GB: nothing was changed/) as unknown,
    });
  });

  it("says which backup goes for the new one", async () => {
    while ((await names()).length < 5) expect((await capture()).stdout).not.toContain("is gone");
    const oldest = (await names()).at(-1)?.split(" ")[0];
    expect((await capture()).stdout).toMatch(
      new RegExp(`^${oldest} of .* is gone: Heroku keeps the newest 5 made by hand$`, "m"),
    );
  });
});

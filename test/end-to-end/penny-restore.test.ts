import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { rowsOf } from "../support/sql";
import { openStage, type Ran, type Stage } from "../support/stage";

/** `penny` on the sandbox, as on a bad day. Each test goes on where the one before it stopped. */
jest.setTimeout(180_000);

const app = "penny-university";
const repository = "/repos/penny-university/penny_university";
const everybody = "SELECT id::int, email, first_name FROM users_user ORDER BY id";
const ada = { id: 1, email: "ada@example.org", first_name: "Ada" };
const grace = { id: 2, email: "grace@example.org", first_name: "Grace" };

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  const up = await stage.pulumi("up", "--yes", "--skip-preview");
  if (up.exitCode !== 0) throw new Error(up.all);
});
afterAll(async () => {
  await stage?.close();
});

const penny = (...args: string[]): Promise<Ran> => stage.run("bin/penny", args, { env: { ...stage.env } });
const json = (ran: Ran) => JSON.parse(ran.stdout) as Record<string, never>;

async function heroku<T>(path: string): Promise<T> {
  return (await stage.heroku("GET", path)).body as T;
}

async function sql(query: string): Promise<unknown[]> {
  const { DATABASE_URL: url } = await heroku<{ DATABASE_URL: string }>(`/apps/${app}/config-vars`);
  return rowsOf(url, query);
}

const insert = ({ id, email, first_name: name }: typeof ada) =>
  sql(
    `INSERT INTO users_user (id, email, password, first_name, last_name, display_name, created_at)
     VALUES (${id}, '${email}', '', '${name}', '', '', '2026-11-01 10:00:00+00')`,
  );

const jobs = async () => {
  const { id } = await heroku<{ id: string }>(`/apps/${app}`);
  const { data } = await heroku<{ data: { id: string; attributes: { command: string } }[] }>(`/apps/${id}/jobs`);
  return data.map((job) => ({ id: job.id, command: job.attributes.command }));
};
const maintenance = async () => (await heroku<{ maintenance: boolean }>(`/apps/${app}`)).maintenance;
const lockStatus = async () => (await stage.github("GET", `${repository}/git/ref/penny/lock`)).status;

describe("penny", () => {
  it("says where it acts, first of all", async () => {
    const list = await penny("backup", "list");
    expect(list.stdout.split("\n")[0]).toBe(
      `Acts on the sandbox (${stage.env["HEROKU_API_URL"]}) as developer@penny.test: app ${app}, repository penny-university/penny_university`,
    );
    expect(list.stdout).toContain("There is no backup");
  });

  it("refuses to act half on the sandbox and half on the real GitHub", async () => {
    const { GITHUB_API_URL: _none, ...env } = stage.env;
    const status = await stage.run("bin/penny", ["status"], { env });
    expect(status.exitCode).toBe(1);
    expect(status.stderr).toContain("one is on this machine, the other is real, and nothing was called");
  });

  it("tells a wrong app, a wrong backup and wrong usage, each with an exit code", async () => {
    expect(await penny("status", "--app", "penny-universty")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("there is no app penny-universty") as unknown,
    });
    expect(await penny("restore", "b042")).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("has no backup b042") as unknown,
    });
    expect(await penny("restart")).toMatchObject({ exitCode: 2 });
    const expired = await stage.run("bin/penny", ["status"], { env: { ...stage.env, HEROKU_API_KEY: "HRKU-expired" } });
    expect(expired).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("Check HEROKU_API_KEY") as unknown });
  });

  it("captures a backup, lists, verifies and downloads it", async () => {
    await insert(ada);
    expect(await penny("backup", "capture")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("b001 is captured") as unknown,
    });
    expect(json(await penny("backup", "list", "--json"))).toMatchObject({
      backups: [{ name: "b001", state: "succeeded", scheduled: false }],
    });
    const verify = await penny("backup", "verify", "--exact");
    expect(verify.stdout).toMatch(/^users_user +1 +1 +the same$/m);
    expect(verify.exitCode).toBe(0);
    const file = join(stage.home, "b001.dump");
    expect((await penny("backup", "download", "b001", "--output", file)).exitCode).toBe(0);
    expect(readFileSync(file).subarray(0, 5).toString()).toBe("PGDMP");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await penny("backup", "download", "b001", "--output", file)).toMatchObject({ exitCode: 4 });
  });

  it("sees by verifying that rows have changed since", async () => {
    await insert(grace);
    const verify = await penny("backup", "verify", "b001", "--exact");
    expect(verify.stdout).toMatch(/^users_user +1 +2 +changed since$/m);
    expect(verify.exitCode).toBe(5);
    expect((await penny("backup", "verify", "b001")).exitCode).toBe(0);
  });

  it("shows the plan with what is lost, and changes nothing", async () => {
    const plan = await penny("restore", "b001", "--plan");
    expect(plan.exitCode).toBe(0);
    expect(plan.stdout).toMatch(
      /5\. Replace the database by b001 .*\n +LOSES all that was written since \d{4}-.*: .*users_user: 1 row in the backup, 2 now/,
    );
    expect(await penny("restore", "b001", "--yes")).toMatchObject({ exitCode: 4 });
    expect(await penny("restore", "b001")).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("nobody is there to confirm") as unknown,
    });
    expect(await sql(everybody)).toEqual([ada, grace]);
    expect(json(await penny("backup", "list", "--json"))).toMatchObject({ backups: [{ name: "b001" }] });
  });

  it("does not begin while somebody else holds the lock, and takes it over when told", async () => {
    const { object } = (await stage.github("GET", `${repository}/git/ref/heads/master`)).body as {
      object: { sha: string };
    };
    await stage.github("POST", `${repository}/git/refs`, { ref: "refs/penny/lock", sha: object.sha });
    const held = await penny("restore", "b001", "--yes", "--app", app);
    expect(held).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/holds the lock since .*--take-over/) as unknown,
    });
    expect((await penny("status")).stdout).toContain("somebody, since");
    expect(await maintenance()).toBe(false);
    expect(await sql(everybody)).toEqual([ada, grace]);
  });

  it("restores row for row, keeps the jobs' ids, and gives lock and traffic back", async () => {
    const before = await jobs();
    const restore = await penny("restore", "b001", "--yes", "--app", app, "--take-over");
    expect(restore.stdout).toContain("b002: bin/penny restore b002 goes back to it");
    expect(restore.exitCode).toBe(0);
    expect(await sql(everybody)).toEqual([ada]);
    expect(await jobs()).toEqual(before);
    expect(await maintenance()).toBe(false);
    expect(await lockStatus()).toBe(404);
  });

  it("undoes a restore by the capture that it made first", async () => {
    expect((await penny("restore", "b002", "--yes", "--app", app)).exitCode).toBe(0);
    expect(await sql(everybody)).toEqual([ada, grace]);
  });

  it("holds the app when the restore fails, says how to go back, and goes on with the same command", async () => {
    const before = await jobs();
    await stage.sandbox(
      "faults",
      "add",
      "--service",
      "heroku",
      "--path",
      "/restores$",
      "--act",
      "answer",
      "--status",
      "503",
    );
    const failed = await penny("restore", "b001", "--yes", "--app", app);
    await stage.sandbox("faults", "clear");
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(
      /Go on: bin\/penny restore b001\. Go back to the state before: bin\/penny restore b\d{3}/,
    );
    expect(await maintenance()).toBe(true);
    expect((await jobs()).map(({ command }) => command)).toEqual(
      before.map(({ command }) => `echo "held by penny" # ${command}`),
    );
    expect(await lockStatus()).toBe(200);
    expect(await penny("status")).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining("restore b001 did not come to its end") as unknown,
    });
    expect(await penny("restore", "latest", "--yes", "--app", app)).toMatchObject({ exitCode: 4 });

    const again = await penny("restore", "b001", "--yes", "--app", app);
    expect(again.stdout).toContain("done already");
    expect(again.exitCode).toBe(0);
    expect(await sql(everybody)).toEqual([ada]);
    expect(await maintenance()).toBe(false);
    expect(await jobs()).toEqual(before);
    expect(await lockStatus()).toBe(404);
    expect(existsSync(join(stage.home, "penny")) ? readdirSync(join(stage.home, "penny")) : []).toEqual([]);
  });

  it("tells by its status that all is well, and what is not", async () => {
    const well = await penny("status", "--json");
    expect(json(well)).toMatchObject({ level: "ok", target: "sandbox" });
    expect(well.exitCode).toBe(0);
    const database = (await heroku<{ id: string; plan: { name: string } }[]>(`/apps/${app}/addons`)).find(({ plan }) =>
      plan.name.startsWith("heroku-postgresql"),
    )!.id;
    const path = `/client/v11/databases/${database}/transfer-schedules`;
    const [schedule] = await heroku<{ uuid: string }[]>(path);
    await stage.heroku("DELETE", `${path}/${schedule!.uuid}`);
    // Without jobs the day passes at once.
    const { id } = await heroku<{ id: string }>(`/apps/${app}`);
    for (const job of await jobs()) await stage.heroku("DELETE", `/apps/${id}/jobs/${job.id}`);
    await stage.sandbox("clock", "advance", "30h");
    const ill = await penny("status");
    expect(ill.stdout).toMatch(/BAD +Backup schedule +gone/);
    expect(ill.stdout).toMatch(/BAD +Backup +b\d{3} of .* 1 d \d+ h ago/);
    expect(ill.exitCode).toBe(5);
  });

  it("has told the audit log what was done, without secrets", async () => {
    const audit = await penny("audit", "--json");
    const entries = (JSON.parse(audit.stdout) as { entries: { what: string; result: string }[] }).entries.reverse();
    const restores = entries
      .filter(({ what }) => what.startsWith("restore"))
      .map(({ what, result }) => `${what} ${result}`);
    expect(restores).toEqual(
      [
        "b001 began",
        "b001 succeeded",
        "b002 began",
        "b002 succeeded",
        "b001 began",
        "b001 failed",
        "b001 began",
        "b001 succeeded",
      ].map((each) => `restore ${each}`),
    );
    for (const secret of [stage.env["HEROKU_API_KEY"]!, stage.env["GITHUB_TOKEN"]!, "Signature="])
      expect(audit.stdout).not.toContain(secret);
  });
});

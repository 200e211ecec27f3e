import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { execa } from "execa";
import { Application } from "../support/application";
import { addsNickname, addsRating, blanksNames, fails, lowersEmails } from "../support/changes";
import { openStage, project, type Ran, type Stage } from "../support/stage";

/** `penny rollback` after bad deploys. Each test leaves production as the one before it found it. */
jest.setTimeout(240_000);

const standing = [
  "users.0001_initial",
  "users.0002_socialprofile",
  "pennychat.0001_initial",
  "pennychat.0002_participant",
  "pennychat.0003_backgroundtask",
  "users.0003_user_display_name",
  "users.0004_fill_display_name",
  "pennychat.0004_pennychat_status",
];
const repository = "/repos/penny-university/penny_university";
const ada = { id: 1, email: "Ada@example.org", first_name: "Ada" };
const grace = { id: 2, email: "grace@example.org", first_name: "Grace" };
const linus = { id: 3, email: "linus@example.org", first_name: "Linus" };

let stage: Stage;
let application: Application;
let jobs: unknown;

beforeAll(async () => {
  stage = await openStage();
  application = await Application.open(stage);
  await application.deploy(application.base);
  await insert(ada);
  await insert(grace);
  jobs = await application.jobs();
  await application.captureBackup();
});
afterAll(async () => {
  application?.close();
  await stage?.close();
});

const penny = (...args: string[]): Promise<Ran> => stage.run("bin/penny", args, { env: { ...stage.env } });
const rollback = (...args: string[]) => penny("rollback", "--yes", "--app", "penny-university", ...args);
const insert = ({ id, email, first_name: first }: typeof ada) =>
  application.sql(
    `INSERT INTO users_user (id, email, password, first_name, last_name, display_name, created_at)
     VALUES (${id}, '${email}', '', '${first}', '', '', '2026-11-01 10:00:00+00')`,
  );
const people = () => application.sql("SELECT id::int, email, first_name FROM users_user ORDER BY id");
const columns = async (table: string) => {
  const query = `SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${table}'`;
  return (await application.sql<{ name: string }>(query)).map(({ name }) => name);
};

/** What is the same after every rollback. */
async function expectAsBefore(): Promise<void> {
  expect(await application.serving()).toBe(application.base);
  expect((await application.migrations()).sort()).toEqual([...standing].sort());
  expect(await application.jobs()).toEqual(jobs);
  expect(await application.maintenance()).toBe(false);
  expect(await application.locked()).toBe(false);
  expect(await application.apps()).toEqual(["penny-university"]);
}

/** Runs penny and ends it as soon as a step has begun. */
async function endedDuring(step: string, signal: NodeJS.Signals, ...args: string[]): Promise<number | undefined> {
  const folder = join(stage.home, "penny");
  const env = { PATH: process.env["PATH"] ?? "", HOME: stage.home, ...stage.env };
  const command = ["rollback", "--yes", "--app", "penny-university", ...args];
  const running = execa(join(project, "bin/penny"), command, { env, extendEnv: false, reject: false, all: true });
  const begun = () => journals(folder).some((text) => text.includes(`"${step}"`) && JSON.parse(text).steps[step]);
  while (!begun() && running.exitCode === null) await delay(20);
  running.kill(signal);
  return (await running).exitCode;
}
const journals = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => readFileSync(join(folder, name), "utf8"))
    : [];

/** The next request like this is refused, once. */
const refuse = (method: string, path: string, after = 0, service = "heroku") =>
  stage.sandbox(
    "faults",
    "add",
    "--service",
    service,
    "--method",
    method,
    "--path",
    path,
    "--act",
    "answer",
    "--status",
    "422",
    "--times",
    "1",
    "--after",
    String(after),
  );

describe("penny rollback", () => {
  let restored: { number: number; commit: string };
  let added: { number: number; commit: string };

  it("recommends the restore after a migration that destroyed a column's data, and goes on after a refused one", async () => {
    restored = await application.merge("Blank names", { "users/migrations/0005_blank.py": blanksNames });
    await application.deploy(restored.commit);
    await insert(linus);
    const plan = await penny("rollback", "--plan", "--json");
    expect(JSON.parse(plan.stdout)).toMatchObject({
      recommended: "restore",
      backup: "b001",
      migrations: [{ key: "users.0005_blank", applied: expect.any(String) as string }],
      commits: [{ pulls: [{ number: restored.number, title: "Blank names" }] }],
      master: { poisoned: true },
    });
    expect(plan.stderr).toContain("LOSES users_user: 2 rows in the backup, 3 now");
    expect((await people()).at(-1)).toEqual(linus);

    await refuse("POST", "/restores$");
    const failed = await rollback();
    expect(failed.stderr).toMatch(/Go on: bin\/penny rollback\. Go back to the state before: bin\/penny restore b002/);
    expect(failed.exitCode).toBe(1);
    expect(await application.maintenance()).toBe(true);
    expect(await application.locked()).toBe(true);

    expect(await rollback()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("done already") as string });
    expect(await people()).toEqual([ada, grace]);
    await expectAsBefore();
  });

  it("puts everything back when it fails, or is interrupted, before the database is touched", async () => {
    added = await application.merge("Nicknames and ratings", {
      "users/migrations/0005_user_nickname.py": addsNickname,
      "pennychat/migrations/0005_pennychat_rating.py": addsRating,
    });
    await application.deploy(added.commit);
    await insert(linus);
    const requests: [string, string, number][] = [
      ["PATCH", "/apps/[^/]+$", 0],
      ["PATCH", "/jobs/", 0],
      ["GET", "/formation$", 1],
      ["POST", "/backups$", 0],
    ];
    for (const [method, path, after] of requests) {
      await refuse(method, path, after);
      const failed = await rollback();
      expect([path, failed.exitCode, failed.stdout.includes("The database was not touched")]).toEqual([path, 1, true]);
      expect(await application.maintenance()).toBe(false);
      expect(await application.jobs()).toEqual(jobs);
      expect(await application.locked()).toBe(false);
    }
    expect(await endedDuring("capture", "SIGINT")).toBe(130);
    expect(await application.maintenance()).toBe(false);
    expect(await application.jobs()).toEqual(jobs);
    expect(await application.serving()).toBe(added.commit);
  });

  it("migrates two apps back in the right order, and goes on after a failure of each step and after a kill", async () => {
    const requests: [string, string, number][] = [
      ["POST", "/dynos$", 0],
      ["POST", "/dynos$", 1],
    ];
    const later: [string, string, number][] = [
      ["GET", "/slugs/", 0],
      ["PATCH", "/jobs/", 0],
      ["PATCH", "/apps/[^/]+$", 0],
    ];
    const failOnce = async ([method, path, after]: [string, string, number]) => {
      await refuse(method, path, after);
      const failed = await rollback("--revert-pr");
      expect([path, failed.exitCode, failed.stderr]).toEqual([
        path,
        1,
        expect.stringContaining("Go on: bin/penny rollback."),
      ]);
      expect(await application.maintenance()).toBe(true);
      expect(await application.locked()).toBe(true);
    };
    for (const request of requests) await failOnce(request);
    await endedDuring("redeploy", "SIGKILL", "--revert-pr");
    for (const request of later) await failOnce(request);
    const last = await rollback("--revert-pr");
    expect(last.exitCode).toBe(0);
    expect(
      [...last.stdout.matchAll(/^ +\d+\. Run `python manage.py migrate (.*)` in/gm)].map(([, words]) => words),
    ).toEqual(["pennychat 0004_pennychat_status", "users 0004_fill_display_name"]);
    expect(await people()).toEqual([ada, grace, linus]);
    expect(await columns("users_user")).not.toContain("nickname");
    expect(await columns("pennychat_pennychat")).not.toContain("rating");
    await expectAsBefore();

    const [pull] = await application.github<{ number: number }[]>("GET", `${repository}/pulls`);
    expect(last.stdout).toContain(`pull request ${pull!.number}: `);
    const merged = await application.github<{ sha: string }>("PUT", `${repository}/pulls/${pull!.number}/merge`, {});
    expect(await application.treeOf(merged.sha)).toBe(await application.treeOf(application.base));
    expect((await penny("rollback", "--plan", "--to", application.base)).stdout).not.toContain(
      "still holds the change",
    );
  });

  it("names what has no way back before anything runs, and restores instead", async () => {
    await application.captureBackup();
    const { commit, number } = await application.merge("Lower emails", {
      "users/migrations/0005_lower.py": lowersEmails,
    });
    await application.deploy(commit);
    const refused = await rollback("--pr", String(number), "--strategy", "migrate-back");
    expect(refused.stderr).toMatch(/not possible: users\.0005_lower, line \d+: it has no way back/);
    expect(refused.exitCode).toBe(4);
    expect((await people())[0]).toEqual({ ...ada, email: "ada@example.org" });

    expect(await rollback("--pr", String(number))).toMatchObject({ exitCode: 0 });
    expect(await people()).toEqual([ada, grace, linus]);
    await expectAsBefore();
  });

  it("migrates back on a temporary app after a release phase that failed half-way", async () => {
    const { commit } = await application.merge("Nicknames, badly", {
      "users/migrations/0005_user_nickname.py": addsNickname,
      "pennychat/migrations/0005_pennychat_fails.py": fails,
    });
    await application.deploy(commit);
    expect(await application.serving()).toBe(application.base);
    expect(await columns("users_user")).toContain("nickname");

    await refuse("POST", "/dynos$");
    const failed = await rollback();
    expect(failed.stderr).toMatch(/The temporary app penny-universi\S* stays until then/);
    expect(await application.apps()).toHaveLength(2);
    expect(await rollback()).toMatchObject({ exitCode: 0 });
    expect(await columns("users_user")).not.toContain("nickname");
    expect(await people()).toEqual([ada, grace, linus]);
    await expectAsBefore();
  });

  it("redeploys what was never built by git push, and by a Build where Heroku's git has it already", async () => {
    const pushed = await application.merge("Say more", { "README.md": "More\n" });
    const push = await rollback("--to", "master");
    expect(push.stdout).toMatch(new RegExp(`git push( --force)? of master .${pushed.commit.slice(0, 8)}`));
    expect(push.exitCode).toBe(0);
    expect(await application.serving()).toBe(pushed.commit);

    const procfile = 'release: test -n "$READY"\nweb: gunicorn penny_university.wsgi\n';
    const failed = await application.merge("Wait until ready", { Procfile: procfile });
    await application.deploy(failed.commit);
    await application.configure({ READY: "yes" });
    expect(await application.serving()).toBe(pushed.commit);
    const build = await rollback("--to", failed.commit);
    expect(build.stdout).toContain("Heroku's git stands at it");
    expect(build.exitCode).toBe(0);
    expect(await application.serving()).toBe(failed.commit);

    expect(await rollback("--to", application.base)).toMatchObject({ exitCode: 0 });
    expect(await penny("rollback", "--to", "v99", "--plan")).toMatchObject({ exitCode: 4 });
    await expectAsBefore();
  });

  it("has told the audit log what was done, without secrets", async () => {
    const audit = await penny("audit", "--json", "-n", "100");
    const { entries } = JSON.parse(audit.stdout) as { entries: { what: string; result: string }[] };
    const done = entries.filter(({ what, result }) => what.startsWith("rollback") && result === "succeeded").reverse();
    expect(done.map(({ what }) => what.replace(/^.* by /, ""))).toEqual([
      "restore",
      "migrate-back",
      "restore",
      "migrate-back",
      "redeploy",
      "redeploy",
      "redeploy",
    ]);
    for (const secret of [stage.env["HEROKU_API_KEY"]!, stage.env["GITHUB_TOKEN"]!])
      expect(audit.stdout).not.toContain(secret);
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openProgram, type Program } from "../support/program";
import { openStage, type Stage } from "../support/stage";

/** The provider under the real CLI. Each test has a program and apps of its own. */
jest.setTimeout(300_000);

let stage: Stage;
let program: Program;
const programs: Program[] = [];

beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  for (const each of programs) each.remove();
  await stage?.close();
});
beforeEach(async () => {
  program = await openProgram(stage);
  programs.push(program);
});
afterEach(() => stage.sandbox("faults", "clear"));

const heroku = async <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  (await stage.heroku(method, path, body)).body as T;
const fault = (...args: string[]) => stage.sandbox("faults", "add", "--service", "heroku", ...args);

const state = () => program.state();
const ofType = async (type: string) => (await state()).resources.filter((one) => one.type === `heroku:index:${type}`);

async function succeeds(running: Promise<{ exitCode: number; all: string }>): Promise<string> {
  const ran = await running;
  expect(ran.all).not.toMatch(/error:|panic/);
  expect(ran.exitCode).toBe(0);
  return ran.all;
}
const up = (...args: string[]) => succeeds(program.up(...args));
const unchanged = () => succeeds(program.pulumi("preview", "--refresh", "--expect-no-changes"));

/** One of everything that needs no build. */
const everything = (name: string) => `
  const app = new heroku.App("app", { name: "${name}", maintenance: true, acm: true, buildpacks: ["urn:buildpack:heroku/python"] });
  new heroku.ConfigVars("vars", { app: app.id, vars: { A: "1", B: "two words" }, sensitiveVars: { C: "three" } });
  const database = new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" });
  new heroku.BackupSchedule("nightly", { database: database.id, hour: 2, timezone: "America/Chicago" });
  const scheduler = new heroku.Addon("scheduler", { app: app.id, plan: "scheduler:standard" });
  new heroku.SchedulerJob("job", { app: app.id, command: "true", frequency: "daily at 9:30", dynoSize: "basic" }, { dependsOn: scheduler });
  new heroku.OauthAuthorization("token", { scopes: ["write", "read"], description: "A trial" });
  export const found = heroku.getAppOutput({ name: app.id }).name;
  export const plan = heroku.getAddonOutput({ name: database.id }).plan;
`;

describe("every resource", () => {
  it("is made, has nothing to change afterwards, is seen when it goes by hand, and is destroyed", async () => {
    program.write(everything("trial-all"));
    await up();
    await unchanged();
    const { stdout } = await program.pulumi("stack", "output", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ found: "trial-all", plan: "heroku-postgresql:essential-0" });

    const app = (await ofType("App"))[0]!.id!;
    const [job, token] = [(await ofType("SchedulerJob"))[0]!.id!, (await ofType("OauthAuthorization"))[0]!.id!];
    await stage.heroku("DELETE", `/apps/${app}/jobs/${job}`);
    await stage.heroku("DELETE", `/oauth/authorizations/${token}`);
    await succeeds(program.pulumi("refresh", "--yes", "--skip-preview"));
    expect([...(await ofType("SchedulerJob")), ...(await ofType("OauthAuthorization"))]).toEqual([]);
    await up();
    await unchanged();

    await succeeds(program.pulumi("destroy", "--yes", "--skip-preview"));
    expect((await stage.heroku("GET", `/apps/${app}`)).status).toBe(404);
    expect((await state()).resources.filter(({ type }) => type.startsWith("heroku:"))).toEqual([]);
  });

  it("is imported from a file, by names, without a difference afterwards", async () => {
    const [app, name] = [(await heroku<{ id: string }>("POST", "/apps", { name: "by-hand" })).id, "by-hand"];
    await heroku("PATCH", `/apps/${name}/config-vars`, { A: "1", C: "three", OF_OTHERS: "kept" });
    await heroku("POST", `/apps/${name}/addons`, { plan: "scheduler:standard", name: "scheduler-by-hand" });
    await heroku("POST", `/apps/${name}/addons`, { plan: "heroku-postgresql:essential-0", name: "database-by-hand" });
    await stage.sandbox("clock", "advance", "5m");
    const attributes = { command: "true", every: 60, at: 20, "dyno-size": "Basic" };
    const job = await heroku<{ data: { id: string } }>("POST", `/apps/${app}/jobs`, {
      data: { type: "jobs", attributes },
    });
    const database = await heroku<{ id: string }>("GET", "/addons/database-by-hand");
    await heroku("POST", `/client/v11/databases/${database.id}/transfer-schedules`, {
      ...{ hour: "3", timezone: "UTC", schedule_name: "DATABASE_URL" },
    });
    const resources = [
      { type: "App", name: "app", id: name },
      { type: "ConfigVars", name: "vars", id: `${name}/A/C` },
      { type: "Addon", name: "database", id: "database-by-hand" },
      { type: "Addon", name: "scheduler", id: "scheduler-by-hand" },
      { type: "BackupSchedule", name: "nightly", id: "database-by-hand/DATABASE_URL" },
      { type: "SchedulerJob", name: "job", id: `${name}/${job.data.id}` },
    ];
    const file = { resources: resources.map((one) => ({ ...one, type: `heroku:index:${one.type}` })) };
    writeFileSync(join(program.folder, "import.json"), JSON.stringify(file));
    await succeeds(
      program.pulumi(
        "import",
        "-f",
        "import.json",
        "--generate-code=false",
        "--yes",
        "--skip-preview",
        "--protect=false",
      ),
    );
    program.write(`
      const app = new heroku.App("app", { name: "${name}" });
      new heroku.ConfigVars("vars", { app: app.id, vars: { A: "1" }, sensitiveVars: { C: "three" } });
      const database = new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" });
      const scheduler = new heroku.Addon("scheduler", { app: app.id, plan: "scheduler:standard" });
      new heroku.BackupSchedule("nightly", { database: database.id, hour: 3 });
      new heroku.SchedulerJob("job", { app: app.id, command: "true", frequency: "hourly at :20", dynoSize: "Basic" }, { dependsOn: scheduler });
    `);
    await unchanged();
    expect((await ofType("App"))[0]!.id).toBe(app);
    expect(JSON.stringify(await state())).not.toContain("OF_OTHERS");
    await succeeds(program.pulumi("destroy", "--yes", "--skip-preview"));
  });

  it("is imported by id, and what does not exist is said not to", async () => {
    const { id } = await heroku<{ id: string }>("POST", "/apps", { name: "by-id" });
    await succeeds(
      program.pulumi("import", "heroku:index:App", "app", id, "--generate-code=false", "--yes", "--protect=false"),
    );
    expect((await ofType("App"))[0]).toMatchObject({ id, inputs: { name: "by-id" } });
    const failed = await program.pulumi(
      "import",
      "heroku:index:App",
      "none",
      "not-there",
      "--generate-code=false",
      "--yes",
    );
    expect(failed.exitCode).not.toBe(0);
    expect(failed.all).toMatch(/resource 'not-there' does not exist/);
  });
});

describe("a change", () => {
  it("of a name keeps the app's id and all that hangs on it", async () => {
    const source = (name: string) => `
      const app = new heroku.App("app", { name: "${name}" });
      new heroku.ConfigVars("vars", { app: app.id, vars: { A: "1" } });`;
    program.write(source("trial-old"));
    await up();
    const [before] = await ofType("App");
    program.write(source("trial-new"));
    expect(await up()).toMatch(/~ 1 updated/);
    expect((await ofType("App"))[0]!.id).toBe(before!.id);
    expect(await heroku("GET", "/apps/trial-new/config-vars")).toEqual({ A: "1" });
    await unchanged();
  });

  it("of what cannot change makes a new thing, then deletes the old one", async () => {
    const source = (scopes: string) => `new heroku.OauthAuthorization("token", { scopes: ${scopes} });`;
    program.write(source('["read", "write"]'));
    await up();
    const [before] = await ofType("OauthAuthorization");
    program.write(source('["write", "read"]'));
    expect(await up()).toMatch(/1 unchanged|2 unchanged/);
    program.write(source('["global"]'));
    expect(await up()).toMatch(/1 replaced/);
    expect((await ofType("OauthAuthorization"))[0]!.id).not.toBe(before!.id);
    expect((await stage.heroku("GET", `/oauth/authorizations/${before!.id}`)).status).toBe(404);
  });

  it("from an app's name to its id is none: nothing is made anew, and nothing unset", async () => {
    const source = (app: string) => `
      const app = new heroku.App("app", { name: "trial-ref" });
      new heroku.ConfigVars("vars", { app: ${app}, vars: { A: "1" } }, { dependsOn: app });`;
    program.write(source('"trial-ref"'));
    await up();
    program.write(source("app.id"));
    await up();
    expect(await heroku("GET", "/apps/trial-ref/config-vars")).toEqual({ A: "1" });
    await unchanged();
  });
});

describe("a creation", () => {
  it("that fails half-way is kept, said, and finished by the next up", async () => {
    program.write('new heroku.App("app", { name: "trial-half", buildpacks: ["heroku/python"] });');
    const body = JSON.stringify({ id: "invalid_params", message: "no such buildpack today" });
    await fault("--method", "PUT", "--path", "/buildpack-installations", "--status", "422", "--body", body);
    const failed = await program.up();
    expect(failed.exitCode).not.toBe(0);
    expect(failed.all).toContain("no such buildpack today");
    const [kept] = await ofType("App");
    expect(kept!.initErrors).toEqual([expect.stringContaining("no such buildpack today")]);
    await stage.sandbox("faults", "clear");
    await up();
    expect((await ofType("App"))[0]!.id).toBe(kept!.id);
    await unchanged();
  });

  it("whose answer is lost does not make a second one", async () => {
    program.write(everything("trial-lost"));
    await fault(
      "--method",
      "POST",
      "--path",
      "^/(apps|oauth/authorizations|apps/[^/]+/(addons|jobs))$",
      "--act",
      "lose-answer",
    );
    await up();
    await stage.sandbox("faults", "clear");
    await unchanged();
    expect(await heroku<unknown[]>("GET", "/apps/trial-lost/addons")).toHaveLength(2);
    const app = (await ofType("App"))[0]!.id!;
    expect((await heroku<{ data: unknown[] }>("GET", `/apps/${app}/jobs`)).data).toHaveLength(1);
    const tokens = await heroku<{ description: string }[]>("GET", "/oauth/authorizations");
    expect(tokens.filter(({ description }) => description === "A trial")).toHaveLength(1);
  });

  it("that is interrupted keeps what was made, leaves nothing pending, and is finished by the next up", async () => {
    program.write(`
      const app = new heroku.App("app", { name: "trial-interrupted" });
      new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" });`);
    await stage.sandbox("clock", "pause");
    let told = false;
    const interrupted = await program.watched(["up", "--yes", "--skip-preview"], (line, pid) => {
      if (told || !/waiting until the add-on is provisioned|Addon .*creating/.test(line)) return;
      told = true;
      setTimeout(() => process.kill(pid, "SIGINT"), 1_500);
    });
    expect(interrupted.exitCode).not.toBe(0);
    const { resources, pending } = await state();
    expect(pending).toEqual([]);
    const kept = resources.find(({ type }) => type === "heroku:index:Addon");
    const live = await heroku<{ id: string }[]>("GET", "/apps/trial-interrupted/addons");
    expect(live.map(({ id }) => id)).toEqual([kept?.id]);
    await stage.sandbox("clock", "resume");
    await up();
    expect((await ofType("Addon"))[0]!.id).toBe(kept!.id);
    await unchanged();
  });
});

describe("the key", () => {
  it("that is missing is asked for, with the next step", async () => {
    const without = await openProgram(stage, { env: { HEROKU_API_KEY: "" } });
    programs.push(without);
    without.write('new heroku.App("app", { name: "trial-keyless" });');
    const failed = await without.up();
    expect(failed.exitCode).not.toBe(0);
    expect(failed.all).toMatch(/Set HEROKU_API_KEY in the environment/);
    expect(failed.all).not.toMatch(/^\s+at /m);
  });

  it("that is wrong is said to be, and not shown", async () => {
    const wrong = await openProgram(stage, { env: { HEROKU_API_KEY: "HRKU-wrong-key-of-a-test" } });
    programs.push(wrong);
    wrong.write('new heroku.App("app", { name: "trial-wrong-key" });');
    const failed = await wrong.up();
    expect(failed.exitCode).not.toBe(0);
    expect(failed.all).toMatch(/401 unauthorized.*Check HEROKU_API_KEY/s);
    expect(failed.all).not.toContain("HRKU-wrong-key-of-a-test");
  });

  it("is not stored by an explicit provider", async () => {
    program.write(`
      const provider = new heroku.Provider("mine");
      new heroku.App("app", { name: "trial-explicit" }, { provider });`);
    await up();
    const { stdout } = await program.pulumi("stack", "export", "--show-secrets");
    expect(stdout).toContain("pulumi:providers:heroku::mine");
    expect(stdout).not.toContain(stage.env["HEROKU_API_KEY"]);
    await unchanged();
  });
});

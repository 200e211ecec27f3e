import { Client } from "pg";
import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";
import { rowsOf } from "../../../support/sql";

type Row = Record<string, unknown>;

jest.setTimeout(60_000);

describe("add-ons of the Platform API's simulator", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform({ databases: true });
  });
  afterAll(() => stage.close());

  const add = (app: string, body: object) => stage.call("POST", `/apps/${app}/addons`, { body });
  const newest = async (app: string): Promise<Row | undefined> =>
    (await stage.call<Row[]>("GET", `/apps/${app}/releases`, { headers: { range: "version ..; max=1,order=desc" } }))
      .body[0];
  const vars = async (app: string) =>
    (await stage.call<Record<string, string>>("GET", `/apps/${app}/config-vars`)).body;

  it("provisions a real database, on the clock, and attaches it with a release", async () => {
    await stage.call("POST", "/apps", { body: { name: "with-database" } });
    const made = await add("with-database", { plan: "heroku-postgresql", confirm: "with-database" });
    expect(made).toMatchObject({
      status: 201,
      body: { state: "provisioning", plan: { name: "heroku-postgresql:essential-0" }, config_vars: ["DATABASE_URL"] },
    });
    expect(await vars("with-database")).toEqual({});
    await stage.clock.advance(1500);
    const addon = await stage.call("GET", `/apps/with-database/addons/${String(made.body["name"])}`);
    expect(addon.body["state"]).toBe("provisioned");
    expect((await newest("with-database"))?.["description"]).toBe(
      `Attach DATABASE (@ref:${String(made.body["name"])})`,
    );
    const { DATABASE_URL = "" } = await vars("with-database");
    expect(DATABASE_URL).toMatch(/^postgres:\/\//);
    expect(await rowsOf<Row>(DATABASE_URL, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("refuses to set or remove what an add-on sets", async () => {
    expect(
      await stage.call("PATCH", "/apps/with-database/config-vars", { body: { DATABASE_URL: "x", A: "1" } }),
    ).toMatchObject({
      status: 422,
      body: { id: "invalid_params", message: "Cannot overwrite attachment values DATABASE_URL." },
    });
  });

  it("calls a further database after a color", async () => {
    const made = await add("with-database", { plan: { name: "heroku-postgresql:essential-1" } });
    expect(made.body["config_vars"]).toEqual([expect.stringMatching(/^HEROKU_POSTGRESQL_[A-Z]+_URL$/)]);
    await stage.clock.advance(1500);
    expect(await stage.call("GET", "/apps/with-database/addons/heroku-postgresql")).toMatchObject({
      status: 422,
      body: { id: "multiple_matches" },
    });
  });

  it("resolves an attachment by its name, its config var and the add-on's name, with what the CLI asks to have inlined", async () => {
    const headers = { "accept-inclusion": "addon:plan,config_vars" };
    for (const name of ["DATABASE", "DATABASE_URL", "with-database::DATABASE"]) {
      const body = { addon_attachment: name, app: "with-database" };
      const { body: found } = await stage.call<Row[]>("POST", "/actions/addon-attachments/resolve", { body, headers });
      expect(found).toMatchObject([
        { name: "DATABASE", config_vars: ["DATABASE_URL"], addon: { plan: { name: "heroku-postgresql:essential-0" } } },
      ]);
    }
    const none = { addon_attachment: "NOTHING", app: "with-database" };
    expect(await stage.call("POST", "/actions/addon-attachments/resolve", { body: none })).toMatchObject({
      status: 404,
      body: { id: "not_found", resource: "add_on attachment" },
    });
  });

  it("moves a database to another essential plan with its data, and refuses what Heroku refuses", async () => {
    await stage.call("POST", "/apps", { body: { name: "growing" } });
    const { body } = await add("growing", { plan: "heroku-postgresql:essential-0" });
    await stage.clock.advance(1500);
    const before = (await vars("growing"))["DATABASE_URL"] ?? "";
    await rowsOf<Row>(before, "create table kept as select 42 as answer");
    const change = (plan: string) =>
      stage.call("PATCH", `/apps/growing/addons/${String(body["id"])}`, { body: { plan } });
    expect((await change("heroku-postgresql:essential-2")).body).toMatchObject({
      plan: { name: "heroku-postgresql:essential-2" },
    });
    const after = (await vars("growing"))["DATABASE_URL"] ?? "";
    expect(await rowsOf<Row>(after, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect((await change("heroku-postgresql:standard-0")).status).toBe(422);
    expect((await change("heroku-postgresql:nonsense")).body["message"]).toBe(
      `Couldn't find either the add-on service or the add-on plan of "heroku-postgresql:nonsense".`,
    );
  });

  it("forks a database of a standard plan, and refuses the abilities that essential plans do not have", async () => {
    await stage.call("POST", "/apps", { body: { name: "forking" } });
    await add("forking", { plan: "heroku-postgresql:standard-0" });
    await stage.clock.advance(1500);
    await rowsOf<Row>((await vars("forking"))["DATABASE_URL"] ?? "", "create table kept as select 42 as answer");
    const fork = await add("forking", { plan: "heroku-postgresql:standard-0", config: { fork: "DATABASE" } });
    await stage.clock.advance(1500);
    const [name = ""] = fork.body["config_vars"] as string[];
    expect(await rowsOf<Row>((await vars("forking"))[name] ?? "", "select answer from kept")).toEqual([{ answer: 42 }]);
    await add("forking", { plan: "heroku-postgresql:essential-0", attachment: { name: "SMALL" } });
    for (const [plan, config] of [
      ["essential-0", { fork: "DATABASE" }],
      ["essential-0", { follow: "DATABASE" }],
      ["essential-0", { rollback: true, to: "2026-11-23T09:00Z" }],
      ["standard-0", { fork: "SMALL" }],
    ] as const)
      expect(await add("forking", { plan: `heroku-postgresql:${plan}`, config })).toMatchObject({
        status: 422,
        body: { id: "invalid_params", message: expect.stringContaining("does not support") as string },
      });
    expect(
      (await add("forking", { plan: "heroku-postgresql:standard-0", config: { follow: "DATABASE" } })).status,
    ).toBe(501);
  });

  it("gives a database no more connections than its plan has", async () => {
    await stage.call("POST", "/apps", { body: { name: "crowded" } });
    await add("crowded", { plan: "heroku-postgresql:essential-0" });
    await stage.clock.advance(1500);
    const connectionString = (await vars("crowded"))["DATABASE_URL"] ?? "";
    const client = () => new Client({ connectionString, ssl: { rejectUnauthorized: false } });
    const clients = Array.from({ length: 20 }, client);
    await Promise.all(clients.map((each) => each.connect()));
    await expect(client().connect()).rejects.toThrow("too many connections for role");
    await Promise.all(clients.map((each) => each.end()));
  });

  it("attaches to another app, asks for confirmation before it replaces, and detaches", async () => {
    await stage.call("POST", "/apps", { body: { name: "borrower" } });
    const { body: addons } = await stage.call<Row[]>("GET", "/apps/growing/addons");
    const attach = (more: object) =>
      stage.call("POST", "/addon-attachments", { body: { addon: addons[0]?.["id"], app: "borrower", ...more } });
    const attached = await attach({ name: "SHARED" });
    expect(attached.status).toBe(201);
    expect(Object.keys(await vars("borrower"))).toEqual(["SHARED_URL"]);
    const again = await attach({ name: "SHARED" });
    expect(again.status).toBe(423);
    expect(again.headers.get("x-confirmation-required")).toBe("borrower");
    expect((await attach({ name: "SHARED", confirm: "borrower" })).status).toBe(201);
    const { body: rows } = await stage.call<Row[]>("GET", "/apps/borrower/addon-attachments");
    expect((await stage.call("DELETE", `/addon-attachments/${String(rows[0]?.["id"])}`)).status).toBe(200);
    expect((await newest("borrower"))?.["description"]).toMatch(/^Detach SHARED \(@ref:/);
  });

  it("drops the database of an add-on that is deleted", async () => {
    await stage.call("POST", "/apps", { body: { name: "dropping" } });
    await add("dropping", { plan: "heroku-postgresql:essential-0" });
    await stage.clock.advance(1500);
    const { DATABASE_URL = "" } = await vars("dropping");
    const heard: string[] = [];
    stage.platform.directory.onAddonRemoved(({ app }) => void heard.push(app.name));
    const gone = await stage.call("DELETE", "/apps/dropping/addons/heroku-postgresql");
    expect(gone).toMatchObject({ status: 200, body: { state: "deprovisioned" } });
    expect(heard).toEqual(["dropping"]);
    expect(await vars("dropping")).toEqual({});
    await expect(rowsOf<Row>(DATABASE_URL, "select 1")).rejects.toThrow();
  });

  it("takes a shared database from the other apps when its owner is deleted, with a release", async () => {
    await stage.call("POST", "/apps", { body: { name: "owner" } });
    await stage.call("POST", "/apps", { body: { name: "guest" } });
    const { body } = await add("owner", { plan: "heroku-postgresql:essential-0" });
    await stage.clock.advance(1500);
    await stage.call("POST", "/addon-attachments", { body: { addon: body["id"], app: "guest" } });
    expect(Object.keys(await vars("guest"))).toEqual(["DATABASE_URL"]);
    expect((await stage.call("DELETE", `/apps/owner/addons/${String(body["id"])}`)).status).toBe(423);
    await stage.call("DELETE", "/apps/owner");
    expect(await vars("guest")).toEqual({});
    expect((await newest("guest"))?.["description"]).toMatch(/^Detach DATABASE /);
  });

  it("has the scheduler once for an app, and says what it does not have", async () => {
    await stage.call("POST", "/apps", { body: { name: "scheduled" } });
    expect((await add("scheduled", { plan: "scheduler:standard" })).body).toMatchObject({ config_vars: [] });
    await stage.clock.advance(1500);
    expect((await add("scheduled", { plan: "scheduler:standard" })).status).toBe(422);
    expect(stage.platform.directory.addonId("scheduled", "scheduler")).toBeUndefined();
    const app = stage.platform.directory.findApp("scheduled");
    expect(stage.platform.directory.addonId(app?.id ?? "", "scheduler")).toBeDefined();
    expect((await add("scheduled", { plan: "heroku-redis:mini" })).status).toBe(501);
    expect((await stage.call("DELETE", "/apps/scheduled/addons/scheduler")).status).toBe(200);
  });
});

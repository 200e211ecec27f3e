import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

jest.setTimeout(60_000);

describe("a thing that stays the same", () => {
  let stage: ProviderStage;
  let app: string;
  beforeAll(async () => {
    stage = await stageProvider({ databases: true });
    app = (await stage.provider.make("App", { name: "same-app" })).id;
  });
  afterAll(() => stage.close());

  const diff = (type: string, inputs: object, news: object, properties: object = { ...inputs, status: "succeeded" }) =>
    stage.provider.diff(type, { id: "x", inputs: { ...inputs }, properties: { ...properties } }, { ...news });

  it.each([
    ["ConfigVars", { vars: { A: "1" } }],
    ["Formation", { type: "web", quantity: 1 }],
    ["SchedulerJob", { command: "true", frequency: "every 10 minutes" }],
    ["Addon", { plan: "scheduler:standard" }],
    ["Build", { source: { url: "https://x.example/a.tar.gz" } }],
  ])("%s is not made anew when its app is named by id instead of by name", async (type, rest) => {
    expect(await diff(type, { app: "same-app", ...rest }, { app, ...rest })).toEqual([]);
    expect(await diff(type, { app, ...rest }, { app: "same-app", ...rest })).toEqual([]);
    const other = (await stage.provider.read("App", "same-app"))!;
    expect(other.id).toBe(app);
    expect(await diff(type, { app, ...rest }, { app: "no-such-app", ...rest })).toEqual(["app: UPDATE_REPLACE"]);
  });

  it("a backup schedule is not made anew when its database is named by id, and an import by name has the id", async () => {
    const { provider } = stage;
    const addon = await provider.make("Addon", { app, plan: "heroku-postgresql:essential-0", name: "the-database" });
    const made = await provider.make("BackupSchedule", {
      database: "the-database",
      hour: 2,
      timezone: "america/chicago",
    });
    expect(await provider.diff("BackupSchedule", made, { ...made.inputs, database: addon.id })).toEqual([]);
    const imported = await provider.read("BackupSchedule", "the-database/DATABASE_URL");
    expect(imported?.inputs).toMatchObject({ database: addon.id, timezone: "America/Chicago" });
  });

  it("an app is not made anew when what Heroku chose is declared later", async () => {
    const live = { name: "same-app", region: "us", stack: "heroku-24" };
    expect(await diff("App", { name: "same-app" }, { name: "same-app", region: "us" }, live)).toEqual([]);
    expect(await diff("App", { name: "same-app" }, { name: "same-app", stack: "heroku-22" }, live)).toEqual([
      "stack: ADD",
    ]);
  });

  it("an app that its team gave away is not made anew: the way to get it back is told", async () => {
    const { provider } = stage;
    const declared = { name: "same-app", team: "penny-team" };
    expect(await diff("App", { name: "same-app" }, declared)).toEqual(["team: ADD"]);
    const old = (await provider.read("App", app))!;
    await expect(provider.update("App", old, declared)).rejects.toThrow(/no team to penny-team.*apps:transfer/);
  });

  it("a database is not made anew when the options of its creation are declared after an import", async () => {
    const old = { app, plan: "heroku-postgresql:essential-0" };
    expect(await diff("Addon", old, { ...old, config: { version: "16" } })).toEqual(["config: ADD"]);
    const made = { ...old, config: { version: "15" } };
    expect(await diff("Addon", made, { ...old, config: { version: "16" } })).toEqual([
      "config.version: UPDATE_REPLACE",
    ]);
  });

  it("is not changed by another spelling: sizes, frequencies, scopes, plans, buildpacks", async () => {
    const { provider } = stage;
    const checked = async (type: string, news: object) => (await provider.check(type, { ...news })).inputs;
    const spellings: [string, object, object][] = [
      ["Formation", { app, type: "web", quantity: 1, size: "BASIC" }, { app, type: "web", quantity: 1, size: "Basic" }],
      ["Addon", { app, plan: "Scheduler:Standard" }, { app, plan: "scheduler:standard" }],
      ["OauthAuthorization", { scopes: ["write", "read", "read"] }, { scopes: ["read", "write"] }],
      [
        "App",
        { name: "same-app", buildpacks: ["urn:buildpack:heroku/go"] },
        { name: "same-app", buildpacks: ["heroku/go"] },
      ],
    ];
    for (const [type, one, other] of spellings)
      expect(await diff(type, await checked(type, one), await checked(type, other))).toEqual([]);
  });
});

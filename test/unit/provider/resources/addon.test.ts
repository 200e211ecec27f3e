import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

jest.setTimeout(60_000);

describe("a database", () => {
  let stage: ProviderStage;
  let app: string;
  beforeAll(async () => {
    stage = await stageProvider({ databases: true });
    app = (await stage.provider.make("App", { name: "with-database" })).id;
  });
  afterAll(() => stage.close());

  const database = (properties = {}) =>
    stage.provider.make("Addon", { app, plan: "heroku-postgresql:essential-0", ...properties });

  it("is provisioned, and its config var is there, when its creation ends", async () => {
    const { provider, heroku } = stage;
    const addon = await database();
    expect(addon.properties).toMatchObject({
      state: "provisioned",
      configVars: ["DATABASE_URL"],
      addonService: "heroku-postgresql",
    });
    expect((await heroku("GET", `/apps/${app}/config-vars`)).body).toHaveProperty("DATABASE_URL");
    expect(JSON.stringify(addon.properties)).not.toContain("postgres://");
    const seen = await provider.read("Addon", addon.id, addon);
    expect(await provider.diff("Addon", seen!, addon.inputs)).toEqual([]);
    expect((await provider.read("Addon", addon.properties["name"] as string))?.id).toBe(addon.id);
    await provider.delete("Addon", addon);
    expect(await provider.read("Addon", addon.id, addon)).toBeUndefined();
  });

  it("that takes longer than the time-out is kept, and the next up goes on waiting", async () => {
    const { provider } = stage;
    const { inputs } = await provider.check("Addon", { app, plan: "heroku-postgresql:essential-0" });
    const failed = await provider.create("Addon", inputs, { timeout: 0.001 }).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      message: expect.stringMatching(/gave up .* `customTimeouts`/),
      state: { properties: { state: "provisioning", app } },
    });
    const { state } = failed as { state: Awaited<ReturnType<typeof database>> };
    const finished = await provider.update("Addon", { ...state, inputs }, inputs);
    expect(finished.properties).toMatchObject({ state: "provisioned" });
    await provider.delete("Addon", finished);
  });

  it("does not change its tier in place: the way to do it is told", async () => {
    const olds = { app, plan: "heroku-postgresql:essential-0" };
    const { failures } = await stage.provider.check("Addon", { app, plan: "heroku-postgresql:standard-0" }, olds);
    expect(failures).toEqual([expect.stringMatching(/^plan: .* cannot become .* pg:copy .* pg:promote/)]);
  });

  it("changes its plan in place within a service, and is replaced by another service", async () => {
    const { provider } = stage;
    const old = { id: "x", inputs: { app, plan: "heroku-postgresql:essential-0" }, properties: {} };
    const change = (plan: string) => provider.diff("Addon", old, { app, plan });
    expect(await change("heroku-postgresql:essential-1")).toEqual(["plan: UPDATE"]);
    expect(await change("heroku-redis:mini")).toEqual(["plan: UPDATE_REPLACE"]);
  });

  it("is not deleted, nor its app, while another app is attached to it", async () => {
    const { provider, heroku } = stage;
    const addon = await database();
    const user = await provider.make("App", { name: "user-of-it" });
    const attached = await heroku("POST", "/addon-attachments", { addon: addon.id, app: "user-of-it", name: "SHARED" });
    expect(attached.status).toBe(201);
    const owner = await provider.read("App", app);
    await expect(provider.delete("App", owner!)).rejects.toThrow(
      /attached to user-of-it \(as SHARED\).*addons:detach SHARED/,
    );
    await expect(provider.delete("Addon", addon)).rejects.toThrow("attached to user-of-it");
    await provider.delete("App", user);
    await provider.delete("Addon", addon);
  });

  describe("has a backup schedule that", () => {
    let addon: Awaited<ReturnType<typeof database>>;
    beforeAll(async () => {
      addon = await database();
    });

    it("is made, found again, changed by hand and mended", async () => {
      const { provider, heroku } = stage;
      const made = await provider.make("BackupSchedule", { database: addon.id, hour: 2, timezone: "America/Chicago" });
      expect(made.properties).toMatchObject({ name: "DATABASE_URL", retainWeeks: 1, days: expect.any(Array) });
      const schedules = `/client/v11/databases/${addon.id}/transfer-schedules`;
      await heroku("POST", schedules, { hour: "05", timezone: "UTC", schedule_name: "DATABASE_URL" });
      const seen = await provider.read("BackupSchedule", made.id, made);
      expect(await provider.diff("BackupSchedule", seen!, made.inputs)).toEqual(["hour: UPDATE", "timezone: UPDATE"]);
      const mended = await provider.update("BackupSchedule", seen!, made.inputs);
      expect(mended.properties).toEqual(made.properties);
      const imported = await provider.read("BackupSchedule", `${addon.id}/DATABASE_URL`);
      expect(imported).toMatchObject({ id: made.id, inputs: { hour: 2, timezone: "America/Chicago" } });
      await provider.delete("BackupSchedule", made);
      expect(await provider.read("BackupSchedule", made.id, made)).toBeUndefined();
    });

    it("has an hour of the day and a time zone, both told when both are wrong", async () => {
      const { failures } = await stage.provider.check("BackupSchedule", {
        database: addon.id,
        hour: 24,
        timezone: "CST",
      });
      expect(failures).toEqual([
        "hour: 24 is not an hour of the day. Allowed: 0 to 23",
        expect.stringMatching(/^timezone: "CST" is not a time zone. Allowed: .*America\/Chicago, or UTC/),
      ]);
    });
  });
});

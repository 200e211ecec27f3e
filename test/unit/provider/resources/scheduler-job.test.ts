import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

describe("SchedulerJob", () => {
  let stage: ProviderStage;
  let app: string;
  beforeAll(async () => {
    stage = await stageProvider();
    app = (await stage.provider.make("App", { name: "with-jobs" })).id;
  });
  afterAll(() => stage.close());

  const job = { command: "python manage.py clearsessions", frequency: "daily at 9:30" };

  it("needs the add-on, and says how to get it", async () => {
    await expect(stage.provider.make("SchedulerJob", { app, ...job })).rejects.toThrow(
      "heroku addons:create scheduler:standard",
    );
  });

  it("is made, seen again without a difference, changed, imported, and gone when deleted by hand", async () => {
    const { provider, heroku } = stage;
    await provider.make("Addon", { app, plan: "scheduler:standard" });
    const made = await provider.make("SchedulerJob", { app, ...job, dynoSize: "standard-1x" });
    expect(made.properties).toMatchObject({ frequency: "daily at 09:30", dynoSize: "Standard-1X" });
    const seen = await provider.read("SchedulerJob", made.id, made);
    expect(await provider.diff("SchedulerJob", seen!, made.inputs)).toEqual([]);
    const hourly = { ...made.inputs, frequency: "hourly at :20" };
    const changed = await provider.update("SchedulerJob", made, hourly);
    expect(changed.properties).toMatchObject({ frequency: "hourly at :20" });
    expect(await provider.read("SchedulerJob", `with-jobs/${made.id}`)).toMatchObject({
      inputs: { app, frequency: "hourly at :20" },
    });
    await heroku("DELETE", `/apps/${app}/jobs/${made.id}`);
    expect(await provider.read("SchedulerJob", made.id, changed)).toBeUndefined();
    await provider.delete("SchedulerJob", changed);
  });

  it("that was deleted by hand cannot be changed: the next step is told", async () => {
    const { provider, heroku } = stage;
    const made = await provider.make("SchedulerJob", { app, ...job });
    await heroku("DELETE", `/apps/${app}/jobs/${made.id}`);
    const changed = provider.update("SchedulerJob", made, { ...made.inputs, command: "true" });
    await expect(changed).rejects.toThrow(/answered 404.*`up --refresh` makes it again/);
  });

  it("is deleted once though the answer is lost", async () => {
    const { provider, faults } = stage;
    const made = await provider.make("SchedulerJob", { app, ...job });
    faults.add({ id: "lost", method: "DELETE", act: "lose-answer", times: 1 });
    await provider.delete("SchedulerJob", made);
    expect(await provider.read("SchedulerJob", made.id, made)).toBeUndefined();
  });

  it.each(["every 5 minutes", "hourly at :15", "daily at 10:15", "daily at 24:00"])(
    "does not run %s",
    async (frequency) => {
      const { failures } = await stage.provider.check("SchedulerJob", { app, ...job, frequency });
      expect(failures).toEqual([
        expect.stringMatching(/^frequency: .* Allowed: every 10 minutes; hourly at :MM .*; daily at HH:MM/),
      ]);
    },
  );
});

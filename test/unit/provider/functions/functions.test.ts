import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

describe("a function", () => {
  let stage: ProviderStage;
  let app: string;
  beforeAll(async () => {
    stage = await stageProvider();
    app = (await stage.provider.make("App", { name: "looked-at", buildpacks: ["heroku/python"] })).id;
    await stage.provider.make("Addon", { app, plan: "scheduler:standard", name: "the-scheduler" });
  });
  afterAll(() => stage.close());

  it("getApp tells of an app, by name or by id", async () => {
    const byName = await stage.provider.invoke("getApp", { name: "looked-at" });
    expect(byName).toMatchObject({ id: app, region: "us", buildpacks: ["heroku/python"], maintenance: false });
    expect(await stage.provider.invoke("getApp", { name: app })).toEqual(byName);
  });

  it("getAddon tells of an add-on, by its own name or, within an app, by its service", async () => {
    const byName = await stage.provider.invoke("getAddon", { name: "the-scheduler" });
    expect(byName).toMatchObject({ appId: app, plan: "scheduler:standard", state: "provisioned" });
    expect(await stage.provider.invoke("getAddon", { name: "scheduler", app: "looked-at" })).toEqual(byName);
  });

  it("says what does not exist", async () => {
    await expect(stage.provider.invoke("getApp", { name: "nobody-has-this" })).rejects.toThrow(
      /GET \/apps\/nobody-has-this answered 404 not_found: Couldn't find that app/,
    );
  });
});

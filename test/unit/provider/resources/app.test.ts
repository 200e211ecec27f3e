import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

describe("App", () => {
  let stage: ProviderStage;
  beforeAll(async () => {
    stage = await stageProvider();
  });
  afterAll(() => stage.close());

  it("is made with what is declared, and a second look finds no difference", async () => {
    const { provider } = stage;
    const declared = { name: "first-app", region: "eu", buildpacks: ["heroku/python"], maintenance: true };
    const made = await provider.make("App", declared);
    expect(made.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.properties).toMatchObject({ ...declared, stack: expect.any(String), webUrl: expect.any(String) });
    const seen = await provider.read("App", made.id, made);
    expect(seen?.properties).toEqual(made.properties);
    expect(await provider.diff("App", seen!, made.inputs)).toEqual([]);
  });

  it("of a team has automatic certificates and buildpacks as declared, changed and taken away again", async () => {
    const { provider, heroku } = stage;
    const declared = {
      name: "of-a-team",
      team: "penny-team",
      acm: true,
      buildpacks: ["heroku/nodejs", "heroku/python"],
    };
    const made = await provider.make("App", declared);
    expect(made.properties).toMatchObject(declared);
    const { body } = await heroku("GET", "/apps/of-a-team");
    expect(body).toMatchObject({ acm: true, team: { name: "penny-team" } });
    const changed = await provider.update("App", made, { ...made.inputs, acm: false, buildpacks: [] });
    expect(changed.properties).toMatchObject({ acm: false, buildpacks: [] });
    const seen = await provider.read("App", made.id, changed);
    expect(await provider.diff("App", seen!, changed.inputs)).toEqual([]);
    expect((await provider.read("App", "of-a-team"))?.inputs).toMatchObject({ team: "penny-team", acm: false });
  });

  it("is renamed in place", async () => {
    const { provider, heroku } = stage;
    const made = await provider.make("App", { name: "old-name" });
    expect(await provider.diff("App", made, { name: "new-name" })).toEqual(["name: UPDATE"]);
    const renamed = await provider.update("App", made, { name: "new-name" });
    expect(renamed.properties).toMatchObject({ name: "new-name", gitUrl: expect.stringContaining("new-name") });
    expect((await heroku("GET", `/apps/${made.id}`)).body).toMatchObject({ name: "new-name" });
  });

  it("shows what was changed by hand, if it was declared", async () => {
    const { provider, heroku } = stage;
    const made = await provider.make("App", { name: "drifting", maintenance: false });
    await heroku("PATCH", `/apps/${made.id}`, { maintenance: true, build_stack: "heroku-22" });
    const seen = await provider.read("App", made.id, made);
    expect(await provider.diff("App", seen!, made.inputs)).toEqual(["maintenance: UPDATE"]);
  });

  it("is imported by name, with everything that can be declared", async () => {
    const { provider, heroku } = stage;
    const { body } = await heroku("POST", "/apps", { name: "by-hand" });
    const imported = await provider.read("App", "by-hand");
    expect(imported).toMatchObject({ id: body["id"], inputs: { name: "by-hand", region: "us", maintenance: false } });
    expect(await provider.diff("App", imported!, { name: "by-hand" })).toEqual([]);
    expect(await provider.read("App", "nobody-has-this")).toBeUndefined();
  });

  it("is gone when Heroku says so, and only then", async () => {
    const { provider, heroku, faults } = stage;
    const made = await provider.make("App", { name: "soon-gone" });
    faults.add({
      id: "proxy",
      method: "GET",
      path: `/apps/${made.id}`,
      act: "answer",
      status: 404,
      times: 1,
      body: {},
    });
    await expect(provider.read("App", made.id, made)).rejects.toThrow("answered 404");
    await heroku("DELETE", `/apps/${made.id}`);
    expect(await provider.read("App", made.id, made)).toBeUndefined();
    await provider.delete("App", made);
  });

  it("refuses a name of 31 characters with the rule and the length, before any request", async () => {
    const before = stage.requests.length;
    const { failures } = await stage.provider.check("App", { name: "a".repeat(31), stak: "heroku-24" });
    expect(failures).toEqual([
      "stak: there is no such property. Allowed: name, region, stack, team, maintenance, acm, buildpacks",
      expect.stringMatching(/^name: "a{31}" \(31 characters\) is not an app name. Allowed: 3 to 30 of/),
    ]);
    expect(stage.requests.length).toBe(before);
  });

  it("does not move to another region under its name", async () => {
    const olds = { name: "here", region: "us" };
    const { failures } = await stage.provider.check("App", { name: "here", region: "eu" }, olds);
    expect(failures).toEqual([expect.stringContaining("cannot go from us to eu")]);
  });

  it("says how to take over an app whose name is taken", async () => {
    await stage.provider.make("App", { name: "taken" });
    await expect(stage.provider.make("App", { name: "taken" })).rejects.toThrow(
      /pulumi import heroku:index:App .* taken/,
    );
  });

  it("keeps an app whose buildpacks could not be set, and finishes it", async () => {
    const { provider, faults } = stage;
    const { inputs } = await provider.check("App", { name: "half-made", buildpacks: ["heroku/python"] });
    faults.add({
      id: "no",
      method: "PUT",
      act: "answer",
      status: 422,
      times: 1,
      body: { id: "invalid_params", message: "no" },
    });
    const failed = await provider.create("App", inputs).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      message: expect.stringContaining("invalid_params: no"),
      state: { properties: { name: "half-made" } },
    });
    const { state } = failed as { state: { id: string; inputs: typeof inputs; properties: typeof inputs } };
    const finished = await provider.update("App", { ...state, inputs }, inputs);
    expect(finished.properties).toMatchObject({ buildpacks: ["heroku/python"] });
  });
});

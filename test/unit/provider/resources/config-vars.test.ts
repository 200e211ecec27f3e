import { Secret } from "../../../../provider/engine/values";
import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

describe("ConfigVars", () => {
  let stage: ProviderStage;
  let app: string;
  beforeAll(async () => {
    stage = await stageProvider();
  });
  afterAll(() => stage.close());
  let count = 0;
  beforeEach(async () => {
    app = (await stage.provider.make("App", { name: `config-${(count += 1)}` })).id;
  });

  const live = async () => (await stage.heroku("GET", `/apps/${app}/config-vars`)).body;
  const set = (vars: object) => stage.heroku("PATCH", `/apps/${app}/config-vars`, vars);

  it("are set in one release, and those that nobody declared are left alone and unread", async () => {
    await set({ BY_HAND: "of-somebody-else" });
    const { provider, requests } = stage;
    const before = requests.length;
    const made = await provider.make("ConfigVars", { app, vars: { A: "1", B: "2" }, sensitiveVars: { C: "three" } });
    expect(requests.slice(before).filter((line) => line.startsWith("PATCH"))).toHaveLength(1);
    expect(await live()).toEqual({ BY_HAND: "of-somebody-else", A: "1", B: "2", C: "three" });
    const seen = await provider.read("ConfigVars", made.id, made);
    expect(seen?.properties["vars"]).toEqual({ A: "1", B: "2" });
    expect((seen?.properties["sensitiveVars"] as Secret).reveal()).toEqual({ C: "three" });
    expect(await provider.diff("ConfigVars", seen!, made.inputs)).toEqual([]);
  });

  it("are unset when they are taken out of the declaration, and only they", async () => {
    const { provider } = stage;
    const made = await provider.make("ConfigVars", { app, vars: { A: "1", B: "2" } });
    await set({ BY_HAND: "x" });
    const changed = await provider.update("ConfigVars", made, { app, vars: { B: "3" } });
    expect(await live()).toEqual({ B: "3", BY_HAND: "x" });
    await provider.delete("ConfigVars", changed);
    expect(await live()).toEqual({ BY_HAND: "x" });
  });

  it("show what was edited or unset by hand, key by key", async () => {
    const { provider } = stage;
    const made = await provider.make("ConfigVars", { app, vars: { A: "1", B: "2" }, sensitiveVars: { C: "three" } });
    await set({ A: "by hand", B: null, C: "by hand" });
    const seen = await provider.read("ConfigVars", made.id, made);
    expect(await provider.diff("ConfigVars", seen!, made.inputs)).toEqual([
      "sensitiveVars.C: UPDATE",
      "vars.A: UPDATE",
      "vars.B: ADD",
    ]);
  });

  it("make no request when nothing is to change", async () => {
    const { provider, requests } = stage;
    const made = await provider.make("ConfigVars", { app, vars: { A: "1" } });
    const before = requests.length;
    await provider.update("ConfigVars", made, made.inputs);
    expect(requests.slice(before).filter((line) => !line.startsWith("GET"))).toEqual([]);
  });

  it("are imported by the app's name and the names to own", async () => {
    await set({ PLAIN: "p", TOKEN: "secret-token", OTHER: "o" });
    const imported = await stage.provider.read("ConfigVars", `config-${count}/PLAIN/TOKEN`);
    expect(imported).toMatchObject({
      id: app,
      inputs: { app, vars: { PLAIN: "p" }, sensitiveVars: expect.any(Secret) },
    });
    await expect(stage.provider.read("ConfigVars", `config-${count}`)).rejects.toThrow("has OTHER,PLAIN,TOKEN");
  });

  it("may stand in one of the two maps only, under names that a shell knows", async () => {
    const { failures } = await stage.provider.check("ConfigVars", {
      app,
      vars: { A: "1", "B-C": "2" },
      sensitiveVars: { A: "secret-a" },
    });
    expect(failures).toEqual([
      expect.stringMatching(/^vars\["B-C"\]: /),
      expect.stringMatching(/^vars\["A"\]: .*keep one/),
    ]);
    expect(failures.join()).not.toContain("secret-a");
  });
});

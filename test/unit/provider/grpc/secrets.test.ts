import { Secret, type Value } from "../../../../provider/engine/values";
import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

/** As the engine and its displays would see it: secrets hidden, all else plain. */
const shown = (value: unknown) => JSON.stringify(value);

describe("a secret", () => {
  let stage: ProviderStage;
  beforeAll(async () => {
    stage = await stageProvider();
  });
  afterAll(() => stage.close());

  it("of a wrong property is neither printed nor named, for the engine would print the property's value", async () => {
    const sensitiveVars = new Secret({ "BAD-NAME": "s3cret-value" } as Value);
    const vars = { "ALSO-BAD": new Secret("s3cret-value") };
    const { failures } = await stage.provider.check("ConfigVars", { app: "an-app", vars, sensitiveVars });
    expect(failures).toHaveLength(2);
    for (const failure of failures) expect(failure).toMatch(/^: .*(BAD-NAME|ALSO-BAD)/);
    expect(failures.join()).not.toContain("s3cret-value");
  });

  it("that breaks a rule which quotes the value is not quoted", async () => {
    const { failures } = await stage.provider.check("App", { name: new Secret("NOT-A-NAME-s3cret") });
    expect(failures).toEqual([expect.stringContaining(": name: [secret] (17 characters) is not an app name")]);
  });

  it("given where none is asked for stays one after the creation and after a refresh", async () => {
    const { provider } = stage;
    const app = await provider.make("App", { name: "secretive" });
    const made = await provider.make("ConfigVars", {
      app: app.id,
      vars: { A: new Secret("s3cret-value"), B: "plain" },
    });
    const seen = await provider.read("ConfigVars", made.id, made);
    for (const state of [made, seen]) {
      expect(shown(state)).toContain("plain");
      expect(shown(state)).not.toContain("s3cret-value");
    }
  });

  it("in a request that the API refuses is taken out of the API's words", async () => {
    const { provider, faults } = stage;
    const app = await provider.make("App", { name: "refusing" });
    const body = { id: "invalid_params", message: "cannot set A to s3cret-value" };
    faults.add({ id: "no", method: "PATCH", act: "answer", status: 422, times: 1, body });
    const failed = provider.make("ConfigVars", { app: app.id, sensitiveVars: { A: "s3cret-value" } });
    await expect(failed).rejects.toThrow("cannot set A to [REDACTED]");
  });

  it("that an authorization is stays one in previews, outputs and refreshes", async () => {
    const { provider } = stage;
    const declared = { scopes: ["global"], description: "Deploys" };
    const preview = await provider.create("OauthAuthorization", declared, { preview: true });
    expect(preview.properties["token"]).toBeInstanceOf(Secret);
    const made = await provider.make("OauthAuthorization", declared);
    const token = (made.properties["token"] as Secret).reveal();
    expect(token).toMatch(/.{20}/);
    const seen = await provider.read("OauthAuthorization", made.id, made);
    expect((seen?.properties["token"] as Secret).reveal()).toBe(token);
    expect(await provider.diff("OauthAuthorization", seen!, made.inputs)).toEqual([]);
    await stage.heroku("DELETE", `/oauth/authorizations/${made.id}`);
    expect(await provider.read("OauthAuthorization", made.id, made)).toBeUndefined();
  });

  it("that is the API key is in no error, and comes from the environment without being stored", async () => {
    const { provider, key, faults } = stage;
    expect((await provider.checkConfig({})).inputs).toEqual({});
    expect((await provider.checkConfig({ apiKey: "a-key" })).inputs["apiKey"]).toBeInstanceOf(Secret);
    const body = { id: "unauthorized", message: `Invalid credentials: ${key}` };
    faults.add({ id: "no", method: "GET", act: "answer", status: 401, times: 1, body });
    await expect(provider.read("App", "any")).rejects.toThrow(/Invalid credentials: \[REDACTED\].*HEROKU_API_KEY/);
  });
});

describe("the provider's configuration", () => {
  it("may not be half on this machine and half at Heroku", async () => {
    const stage = await stageProvider();
    const { failures } = await stage.provider.checkConfig({ apiUrl: "https://api.heroku.com" });
    await stage.close();
    expect(failures).toEqual([expect.stringContaining("Set all three, or none")]);
  });
});

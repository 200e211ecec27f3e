import { type RunningProvider, startProvider } from "../../../../provider";
import { type Secret } from "../../../../provider/engine/values";
import { ProviderClient } from "../../../support/provider-client";
import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

describe("OauthAuthorization", () => {
  let stage: ProviderStage;
  beforeAll(async () => {
    stage = await stageProvider();
  });
  afterAll(() => stage.close());

  const tokenOf = (state: { properties: object }) => (state.properties as { token: Secret }).token.reveal();

  it("keeps the token that the creation told, though Heroku masks it later", async () => {
    const { provider, heroku } = stage;
    const made = await provider.make("OauthAuthorization", { scopes: ["global"], description: "Kept" });
    const { body } = await heroku<{ access_token: { token: string } }>("GET", `/oauth/authorizations/${made.id}`);
    expect(body.access_token.token).toContain("***");
    const seen = await provider.read("OauthAuthorization", made.id, made);
    expect(tokenOf(seen!)).toBe(tokenOf(made));
    const renamed = await provider.update("OauthAuthorization", made, { ...made.inputs, description: "Renamed" });
    expect(tokenOf(renamed)).toBe(tokenOf(made));
    expect(renamed.properties).toMatchObject({ description: "Renamed" });
  });

  it("that is imported has no token where Heroku masks it, and shows no mask as one", async () => {
    const { provider, heroku } = stage;
    const made = await heroku("POST", "/oauth/authorizations", { scope: ["read"], description: "By hand" });
    const imported = await provider.read("OauthAuthorization", made.body["id"] as string);
    expect(imported?.inputs).toEqual({ scopes: ["read"], description: "By hand" });
    expect(tokenOf(imported!)).toBe("");
  });

  it("is gone once it has expired, and not before", async () => {
    const { provider, clock } = stage;
    const made = await provider.make("OauthAuthorization", { scopes: ["read"], expiresIn: 3600 });
    await clock.advance(3_000_000);
    expect(await provider.read("OauthAuthorization", made.id, made)).toBeDefined();
    await clock.advance(700_000);
    expect(await provider.read("OauthAuthorization", made.id, made)).toBeUndefined();
    await provider.delete("OauthAuthorization", made);
  });

  it("is replaced by an `up` shortly before its end, and only then", async () => {
    const { provider, clock } = stage;
    const inputs = { scopes: ["read"], expiresIn: 7200, renewBefore: 3600 };
    const made = await provider.make("OauthAuthorization", inputs);
    const changes = () => provider.diff("OauthAuthorization", made, inputs);
    expect(await changes()).toEqual([]);
    await clock.advance(3_599_000);
    expect(await changes()).toEqual([]);
    await clock.advance(2000);
    expect(await changes()).toEqual(["expiresAt: UPDATE_REPLACE"]);
    await provider.delete("OauthAuthorization", made);
  });

  describe("on a machine whose clock is another than Heroku's", () => {
    let running: RunningProvider;
    let provider: ProviderClient;
    beforeAll(async () => {
      const { key, url } = stage;
      const environment = {
        HEROKU_API_KEY: key,
        HEROKU_API_URL: url,
        HEROKU_DATA_API_URL: url,
        HEROKU_SCHEDULER_API_URL: url,
      };
      running = await startProvider({ environment });
      provider = new ProviderClient(running.port);
      await provider.configure({});
    });
    afterAll(async () => {
      provider?.close();
      await running?.close();
    });

    it("is renewed and gone by Heroku's", async () => {
      const { clock } = stage;
      const inputs = { scopes: ["read"], description: "Elsewhere", expiresIn: 7200, renewBefore: 3600 };
      const made = await provider.make("OauthAuthorization", inputs);
      expect(await provider.diff("OauthAuthorization", made, inputs)).toEqual([]);
      await clock.advance(3_601_000);
      const refreshed = await provider.read("OauthAuthorization", made.id, made);
      expect(await provider.diff("OauthAuthorization", refreshed!, inputs)).toEqual(["expiresAt: UPDATE_REPLACE"]);
      await clock.advance(3_600_000);
      expect(await provider.read("OauthAuthorization", made.id, refreshed!)).toBeUndefined();
      await provider.delete("OauthAuthorization", made);
    });
  });

  it("is renewed before its end or not at all", async () => {
    const failures = async (inputs: object) =>
      (await stage.provider.check("OauthAuthorization", { scopes: ["read"], ...inputs })).failures;
    expect(await failures({ expiresIn: 60, renewBefore: 30 })).toEqual([]);
    const late = expect.stringMatching(
      /^renewBefore: 60 is not before the token's end. Allowed: less than expiresIn/,
    ) as unknown;
    expect(await failures({ expiresIn: 60, renewBefore: 60 })).toEqual([late]);
    expect(await failures({ renewBefore: 60 })).toEqual([late]);
  });

  it("has scopes that Heroku knows, and another lifetime makes a new token", async () => {
    const { provider } = stage;
    const { failures } = await provider.check("OauthAuthorization", { scopes: ["read", "admin"], expiresIn: 0 });
    expect(failures).toEqual([
      expect.stringMatching(/^scopes\[1\]: "admin" is not a scope. Allowed: global/),
      expect.stringMatching(/^expiresIn: 0 is not a lifetime/),
    ]);
    const old = { id: "x", inputs: { scopes: ["read"] }, properties: {} };
    expect(await provider.diff("OauthAuthorization", old, { scopes: ["read"], expiresIn: 60 })).toEqual([
      "expiresIn: ADD_REPLACE",
    ]);
  });
});

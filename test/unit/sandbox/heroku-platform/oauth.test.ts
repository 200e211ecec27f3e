import { stagePlatform, stateOf, type PlatformStage } from "../../../support/heroku-platform";

interface Authorization {
  readonly id: string;
  readonly scope: readonly string[];
  readonly access_token: { readonly token: string; readonly expires_in: number | null };
}

describe("authorizations of the Platform API's simulator", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform();
    await stage.call("POST", "/apps", { body: { name: "guarded" } });
  });
  afterAll(() => stage.close());

  const issue = async (body: object): Promise<Authorization> =>
    (await stage.call<Authorization>("POST", "/oauth/authorizations", { body })).body;

  it("issues a token that authenticates, and shows it once", async () => {
    const made = await issue({ scope: ["global"], description: "deploys" });
    const { token } = made.access_token;
    expect((await stage.call("GET", "/apps/guarded", { key: token })).status).toBe(200);
    const read = await stage.call<Authorization>("GET", `/oauth/authorizations/${made.id}`);
    expect(read.body.access_token.token).toMatch(/^HRKU-AA.\*{10}.{4}$/);
    expect(JSON.stringify(read.body)).not.toContain(token);
    await stage.call("DELETE", `/oauth/authorizations/${made.id}`);
    expect((await stage.call("GET", "/apps/guarded", { key: token })).status).toBe(401);
  });

  it("lets a token do what its scopes say", async () => {
    const reader = (await issue({ scope: ["read"] })).access_token.token;
    expect((await stage.call("GET", "/apps/guarded", { key: reader })).status).toBe(200);
    for (const [method, path] of [
      ["GET", "/apps/guarded/config-vars"],
      ["DELETE", "/apps/guarded"],
      ["GET", "/oauth/authorizations"],
    ] as const)
      expect(await stage.call(method, path, { key: reader })).toMatchObject({ status: 403, body: { id: "forbidden" } });
    const writer = (await issue({ scope: ["write-protected"] })).access_token.token;
    const set = await stage.call("PATCH", "/apps/guarded/config-vars", { key: writer, body: { A: "1" } });
    expect(set.status).toBe(200);
  });

  it("lets a token expire by the sandbox's clock", async () => {
    const { id, access_token } = await issue({ scope: ["global"], expires_in: 3600 });
    const { token } = access_token;
    expect((await stage.call("GET", "/account", { key: token })).status).toBe(200);
    await stage.clock.advance(3_000_000);
    const read = await stage.call<Authorization>("GET", `/oauth/authorizations/${id}`);
    expect(read.body.access_token.expires_in).toBe(600);
    await stage.clock.advance(600_000);
    expect((await stage.call("GET", "/account", { key: token })).status).toBe(401);
  });

  it("takes the life of a token as a text, too, as the heroku CLI sends it", async () => {
    expect((await issue({ scope: ["read"], expires_in: "3600" })).access_token.expires_in).toBe(3600);
    const wrong = await stage.call("POST", "/oauth/authorizations", { body: { scope: ["read"], expires_in: "long" } });
    expect(wrong).toMatchObject({ status: 422, body: { id: "invalid_params" } });
  });

  it("replaces a token, and refuses an unknown scope", async () => {
    const made = await issue({ scope: ["identity"] });
    const renewed = await stage.call<Authorization>(
      "POST",
      `/oauth/authorizations/${made.id}/actions/regenerate-tokens`,
    );
    expect((await stage.call("GET", "/account", { key: made.access_token.token })).status).toBe(401);
    expect((await stage.call("GET", "/account", { key: renewed.body.access_token.token })).status).toBe(200);
    expect((await stage.call("POST", "/oauth/authorizations", { body: { scope: ["all"] } })).status).toBe(422);
  });

  it("keeps no token in its state", async () => {
    const { token } = (await issue({ scope: ["global"] })).access_token;
    expect(stateOf(stage.folder)).toContain("tokenDigest");
    expect(stateOf(stage.folder)).not.toContain(token);
  });
});

import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";

describe("conventions of the Platform API's simulator", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform();
    for (const name of ["app-a", "app-b", "app-c"]) await stage.call("POST", "/apps", { body: { name } });
  });
  afterAll(() => stage.close());

  it("asks for the version of the API", async () => {
    const plain = await stage.call("GET", "/apps", { headers: { accept: "application/json" } });
    expect(plain).toMatchObject({ status: 406, body: { id: "not_acceptable" } });
    const variant = await stage.call("GET", "/apps", {
      headers: { accept: "application/vnd.heroku+json; version=3.sdk" },
    });
    expect(variant.status).toBe(200);
  });

  it("takes the key as Bearer and as Basic, with and without the email, and refuses a wrong one", async () => {
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;
    for (const authorization of [
      `Bearer ${stage.key}`,
      basic(`:${stage.key}`),
      basic(`developer@penny.test:${stage.key}`),
    ])
      expect((await stage.call("GET", "/account", { key: null, headers: { authorization } })).status).toBe(200);
    for (const options of [{ key: "wrong" }, { key: null }])
      expect(await stage.call("GET", "/account", options)).toMatchObject({
        status: 401,
        body: { id: "unauthorized", message: "Invalid credentials provided." },
      });
  });

  it("answers with the ids of the request, its own first", async () => {
    const { headers } = await stage.call("GET", "/account", { headers: { "request-id": "of-the-client" } });
    expect(headers.get("request-id")).toMatch(/^[0-9a-f-]{36},of-the-client$/);
    expect(headers.get("ratelimit-remaining")).toMatch(/^\d+$/);
    expect(headers.get("oauth-scope")).toBe("global");
  });

  it("answers 304 with nothing when the client has that already", async () => {
    const first = await stage.call("GET", "/apps/app-a");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const again = await stage.call("GET", "/apps/app-a", { headers: { "if-none-match": etag } });
    expect(again).toMatchObject({ status: 304, body: "" });
  });

  it("cuts a list by Range, and says with 206 and Next-Range how to go on", async () => {
    const names = ({ body }: { body: Record<string, unknown>[] }) => body.map(({ name }) => name);
    const range = (value: string) =>
      stage.call<Record<string, unknown>[]>("GET", "/apps", { headers: { range: value } });
    const first = await range("name ..; max=2");
    expect(first.status).toBe(206);
    expect(names(first)).toEqual(["app-a", "app-b"]);
    expect(first.headers.get("content-range")).toBe("name app-a..app-b; max=2");
    const second = await range(first.headers.get("next-range") ?? "");
    expect(names(second)).toEqual(["app-c"]);
    expect(second.status).toBe(200);
    expect(names(await range("name ..; max=2,order=desc"))).toEqual(["app-c", "app-b"]);
    expect(names(await range("name app-b..; max=1;"))).toEqual(["app-b"]);
    expect((await range("")).status).toBe(200);
    expect(await range("color ..")).toMatchObject({ status: 416, body: { id: "requested_range_not_satisfiable" } });
    expect((await range("name ..; max=1001")).status).toBe(416);
  });

  it("sorts releases by version as a number", async () => {
    for (let number = 0; number < 9; number += 1)
      await stage.call("PATCH", "/apps/app-a/config-vars", { body: { N: String(number) } });
    const newest = await stage.call<Record<string, unknown>[]>("GET", "/apps/app-a/releases", {
      headers: { range: "version ..; max=1,order=desc" },
    });
    expect(newest.status).toBe(206);
    expect(newest.body.map(({ version }) => version)).toEqual([11]);
    const next = await stage.call<Record<string, unknown>[]>("GET", "/apps/app-a/releases", {
      headers: { range: newest.headers.get("next-range") ?? "" },
    });
    expect(next.body.map(({ version }) => version)).toEqual([10]);
  });

  it("takes a POST for what X-Http-Method-Override says", async () => {
    const headers = { "x-http-method-override": "PATCH" };
    const { body } = await stage.call("POST", "/apps/app-b", { body: { maintenance: true }, headers });
    expect(body["maintenance"]).toBe(true);
  });

  it("refuses malformed JSON and a body that is no object as Heroku does, not with a failure of its own", async () => {
    const send = (body: string) =>
      fetch(`${stage.url}/apps`, {
        method: "POST",
        headers: {
          accept: "application/vnd.heroku+json; version=3",
          authorization: `Bearer ${stage.key}`,
          "content-type": "application/json",
        },
        body,
      });
    expect((await send("{")).status).toBe(400);
    expect((await send("[1]")).status).toBe(400);
    expect((await send('{"name": 5}')).status).toBe(422);
  });

  it("answers for what is not an endpoint of Heroku's with 404, and for a gap of the sandbox with 501 and the reason", async () => {
    expect(await stage.call("GET", "/no-such-thing")).toMatchObject({ status: 404, body: { id: "not_found" } });
    expect(await stage.call("GET", "/spaces")).toMatchObject({
      status: 501,
      body: { id: "not_implemented_by_sandbox", message: expect.stringContaining("private spaces") as string },
    });
  });
});

describe("the rate limit of the Platform API's simulator", () => {
  it("refuses calls when the bucket is empty, and fills it with time", async () => {
    const stage = await stagePlatform({ rateLimit: 2 });
    try {
      for (const remaining of ["1", "0"])
        expect((await stage.call("GET", "/apps")).headers.get("ratelimit-remaining")).toBe(remaining);
      expect(await stage.call("GET", "/apps")).toMatchObject({ status: 429, body: { id: "rate_limit" } });
      expect((await stage.call("GET", "/account/rate-limits")).body).toEqual({ remaining: 0 });
      await stage.clock.advance(1000);
      expect((await stage.call("GET", "/apps")).status).toBe(200);
    } finally {
      await stage.close();
    }
  });
});

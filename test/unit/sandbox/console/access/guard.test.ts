import { Visitor } from "../../../../support/console";
import { openSandbox, type OpenSandbox } from "../../../../support/sandbox";

/** Who sees the console of a whole sandbox. */
jest.setTimeout(60_000);

let stage: OpenSandbox;
let visitor: Visitor;

beforeAll(async () => {
  stage = await openSandbox();
  visitor = await Visitor.signIn(stage.sandbox);
});
afterAll(() => stage?.close());

describe("who is let in", () => {
  it("is nobody without an address of bin/sandbox console, except to style and icon", async () => {
    const stranger = Visitor.stranger(stage.sandbox);
    for (const path of ["/", "/apps", "/events", "/requests", "/nowhere"]) {
      const { status, html } = await stranger.get(path);
      expect([path, status]).toEqual([path, 401]);
      expect(html).toContain("bin/sandbox console");
      expect(html).not.toContain("/repositories");
    }
    const { html } = await stranger.get("/");
    for (const asset of html.match(/\/assets\/[\w./]+/g) ?? []) expect((await stranger.get(asset)).status).toBe(200);
  });

  it("is one browser for each address", async () => {
    const token = stage.sandbox.signIn.issue();
    const first = await Visitor.stranger(stage.sandbox).get(`/sign-in?token=${token}`);
    expect(first).toMatchObject({ status: 303, headers: { location: "/" } });
    expect(String(first.headers["set-cookie"])).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await Visitor.stranger(stage.sandbox).get(`/sign-in?token=${token}`)).status).toBe(401);
  });

  it("is no page of another origin, however it comes by the cookie", async () => {
    const form = { hours: "1" };
    for (const headers of [
      { origin: "http://evil.test" },
      { origin: "null" },
      { origin: stage.sandbox.urls.router },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[])
      expect((await visitor.post("/clock/advance", form, headers)).status).toBe(403);
    expect((await visitor.get("/apps", { origin: "http://evil.test" })).status).toBe(403);
    const embedded = { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" };
    expect((await visitor.get("/apps", embedded)).status).toBe(403);
    expect((await visitor.get("/apps", { ...embedded, "sec-fetch-mode": "navigate" })).status).toBe(200);
  });

  it("is nobody under a name that was made to point here", async () => {
    expect((await visitor.get("/", { host: "evil.test" })).status).toBe(421);
    expect((await visitor.get("/", { host: "penny.localhost" })).status).toBe(421);
  });

  it("is told to browsers in headers that forbid scripts of others, frames and copies", async () => {
    const { headers } = await visitor.get("/");
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  });

  it("can leave", async () => {
    const { status, headers } = await visitor.post("/sign-out");
    expect(status).toBe(303);
    expect(String(headers["set-cookie"])).toContain("Max-Age=0");
  });
});

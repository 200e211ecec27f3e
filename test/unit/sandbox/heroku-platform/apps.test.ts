import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";

describe("apps of the Platform API's simulator", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform({ teams: ["penny-team"] });
  });
  afterAll(() => stage.close());

  const create = (body: object) => stage.call("POST", "/apps", { body });

  it("makes an app with the two releases that every new one has", async () => {
    const { status, body } = await create({ name: "two-releases", region: "eu", stack: "heroku-22" });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "two-releases", region: { name: "eu" }, stack: { name: "heroku-22" } });
    expect(body["web_url"]).toMatch(/^http:\/\/two-releases-[0-9a-f]{12}\.localhost:7772\/$/);
    const releases = await stage.call<Record<string, unknown>[]>("GET", "/apps/two-releases/releases", {
      headers: { range: "version ..; order=asc" },
    });
    expect(releases.body.map(({ version, description }) => [version, description])).toEqual([
      [1, "Initial release"],
      [2, "Enable Logplex"],
    ]);
  });

  it("gives a name to an app that is made without one", async () => {
    const { body } = await create({});
    expect(body["name"]).toMatch(/^[a-z]+-[a-z]+-\d{5}$/);
  });

  it("refuses a name that is taken, and one that is not a name", async () => {
    await create({ name: "taken-name" });
    expect(await create({ name: "taken-name" })).toMatchObject({
      status: 422,
      body: { id: "invalid_params", message: "Name taken-name is already taken" },
    });
    expect((await create({ name: "Not_A_Name" })).status).toBe(422);
    expect((await create({ name: "a".repeat(31) })).status).toBe(422);
  });

  it("finds an app by its id and by its name, also after it was renamed", async () => {
    const { body } = await create({ name: "old-name" });
    const renamed = await stage.call("PATCH", "/apps/old-name", { body: { name: "new-name", maintenance: true } });
    expect(renamed.body).toMatchObject({ id: body["id"], name: "new-name", maintenance: true });
    expect((await stage.call("GET", `/apps/${String(body["id"])}`)).body["name"]).toBe("new-name");
    expect(await stage.call("GET", "/apps/old-name")).toMatchObject({
      status: 404,
      body: { id: "not_found", message: "Couldn't find that app." },
    });
  });

  it("changes the stack only at the next build", async () => {
    await create({ name: "stack-change", stack: "heroku-22" });
    const { body } = await stage.call("PATCH", "/apps/stack-change", { body: { build_stack: "heroku-24" } });
    expect(body).toMatchObject({ stack: { name: "heroku-22" }, build_stack: { name: "heroku-24" } });
  });

  it("answers a deletion with the app, which is gone then", async () => {
    await create({ name: "short-lived" });
    const gone = await stage.call("DELETE", "/apps/short-lived");
    expect(gone).toMatchObject({ status: 200, body: { name: "short-lived" } });
    expect((await stage.call("GET", "/apps/short-lived")).status).toBe(404);
    expect((await create({ name: "short-lived" })).status).toBe(201);
  });

  it("makes apps of a team, which the personal list does not show", async () => {
    const made = await stage.call("POST", "/teams/apps", { body: { name: "of-the-team", team: "penny-team" } });
    expect(made).toMatchObject({ status: 201, body: { team: { name: "penny-team" }, locked: false } });
    const own = await stage.call<Record<string, unknown>[]>("GET", "/users/~/apps");
    expect(own.body.map(({ name }) => name)).not.toContain("of-the-team");
    expect((await stage.call("POST", "/teams/apps", { body: { team: "no-such-team" } })).status).toBe(404);
  });
});

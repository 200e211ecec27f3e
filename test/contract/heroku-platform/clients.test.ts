import { contractTarget, type ContractTarget } from "../../support/heroku-contract";

type Row = Record<string, unknown>;

jest.setTimeout(process.env["SANDBOX_CONTRACT_HEROKU_API_KEY"] ? 600_000 : 60_000);

/**
 * What the heroku CLI, heroku-go below Terraform's provider, and the provider herokux send and read, as far as it is not said by
 * Heroku's schema: read in their source, and seen on the wire.
 */
describe("the Platform API, as clients use it", () => {
  let target: ContractTarget;
  let app: string;
  let id: string;
  beforeAll(async () => {
    target = await contractTarget();
    app = `/apps/${target.appName}`;
    id = String((await target.call("POST", "/apps", { body: { name: target.appName } })).body["id"]);
  });
  afterAll(async () => {
    await target.call("DELETE", app);
    await target.close();
  });

  it.each([
    "",
    ".sdk",
    ".pipelines",
    ".filters",
    ".webhooks",
    ".review-apps",
    ".docker-releases",
    ".account-quotas",
    ".fir",
  ])("answers in version 3%s with JSON, which the CLI needs to print anything", async (suffix) => {
    const headers = { accept: `application/vnd.heroku+json; version=3${suffix}` };
    const answer = await target.call("GET", app, { headers });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
    ]);
  });

  it.each([
    ["version ..; max=1,order=desc", 206, [2]],
    ["version ..; max=15, order=desc", 200, [2, 1]],
    ["version ..; order=desc,max=1", 206, [2]],
    ["version ..; order=desc", 200, [2, 1]],
    ["version ]1..; max=5", 200, [2]],
    ["version ..2[; max=5", 200, [1]],
    ["id ..; max=1000;", 200, undefined],
    ["", 200, undefined],
  ])("cuts the two releases of a new app by Range: %s", async (range, status, versions) => {
    const answer = await target.call<Row[]>("GET", `${app}/releases`, { headers: { range } });
    expect(answer.status).toBe(status);
    if (versions) expect(answer.body.map(({ version }) => version)).toEqual(versions);
    expect(answer.headers.get("next-range") !== null).toBe(status === 206);
    expect(answer.body.every((release) => release["status"] === "succeeded")).toBe(true);
  });

  it("changes nothing by the empty changes that Terraform's provider sends", async () => {
    const before = (await target.call("GET", app)).body["name"];
    expect((await target.call("PATCH", app, { body: {} })).body["name"]).toBe(before);
    expect(await target.call("PATCH", `${app}/config-vars`, { body: {} })).toMatchObject({ status: 200, body: {} });
  });

  it("answers a deletion with what is gone, as heroku-go decodes every answer", async () => {
    const url = "https://logs.example.com/a?b=c";
    for (const find of [(drain: Row) => drain["id"], (drain: Row) => drain["token"], () => encodeURIComponent(url)]) {
      const { body } = await target.call("POST", `${app}/log-drains`, { body: { url } });
      const path = `${app}/log-drains/${String(find(body))}`;
      expect(await target.call("DELETE", path)).toMatchObject({ status: 200, body: { url, id: body["id"] } });
    }
    const user = "friend@example.com";
    const made = await target.call("POST", `${app}/collaborators`, { body: { user, silent: true } });
    expect((await target.call("DELETE", `${app}/collaborators/${user}`)).body["id"]).toBe(made.body["id"]);
    const gone = await target.call("GET", `${app}/collaborators/${String(made.body["id"])}`);
    expect(gone).toMatchObject({ status: 404, body: { id: "not_found" } });
  });

  it("takes a domain with the certificate's key as null, and names its DNS target", async () => {
    const hostname = `${target.appName}.example.com`;
    const { body } = await target.call("POST", `${app}/domains`, { body: { hostname, sni_endpoint: null } });
    expect(body).toMatchObject({
      hostname,
      kind: "custom",
      cname: expect.stringMatching(/\.herokudns\.com$/) as string,
    });
    expect((await target.call("DELETE", `${app}/domains/${hostname}`)).body["id"]).toBe(body["id"]);
  });

  it("tells a webhook's secret once, in a header, and keeps the name that herokux gives it", async () => {
    const body = { name: "releases", include: ["api:release"], level: "notify", url: "https://hooks.example.com/" };
    const made = await target.call("POST", `${app}/webhooks`, { body });
    expect(made.headers.get("heroku-webhook-secret")).toMatch(/.{16,}/);
    expect(made.body).not.toHaveProperty("secret");
    expect(made.body["name"]).toBe("releases");
    await target.call("DELETE", `${app}/webhooks/${String(made.body["id"])}`);
  });

  it("finds a pipeline by its name, and deletes it although the CLI sends a body", async () => {
    const name = target.appName.slice(0, 30);
    const made = await target.call("POST", "/pipelines", { body: { name, generation: { name: "cedar" } } });
    const found = await target.call<Row[]>("GET", `/pipelines?eq[name]=${name}`);
    expect(found.body.map((pipeline) => pipeline["id"])).toEqual([made.body["id"]]);
    const gone = await target.call("DELETE", `/pipelines/${String(made.body["id"])}`, { body: { name } });
    expect(gone).toMatchObject({ status: 200, body: { name } });
  });

  it("echoes buildpacks by name or address, by PUT with the empty Range that heroku-go sends", async () => {
    const url = "https://github.com/heroku/heroku-buildpack-python";
    const updates = [{ buildpack: "heroku/nodejs" }, { buildpack: url }, { buildpack: "urn:buildpack:heroku/go" }];
    const put = (body: object) =>
      target.call<{ buildpack: { name: string } }[]>("PUT", `${app}/buildpack-installations`, {
        body,
        headers: { range: "" },
      });
    expect((await put({ updates })).body.map(({ buildpack }) => buildpack.name)).toEqual([
      "heroku/nodejs",
      url,
      "heroku/go",
    ]);
    expect((await put({ updates: [] })).body).toEqual([]);
  });

  it("takes add-ons' plans as text or object, renames with an empty plan, and ends them in a state that the CLI knows", async () => {
    for (const plan of ["scheduler:standard", { name: "scheduler:standard" }]) {
      const body = { plan, confirm: target.appName, config: { any: "thing" } };
      const made = await target.call("POST", `${app}/addons`, { body });
      expect(made).toMatchObject({ status: 201, body: { plan: { name: "scheduler:standard" } } });
      const path = `/apps/${id}/addons/${String(made.body["id"])}`;
      await target.until(async () => (await target.call("GET", path)).body["state"] === "provisioned");
      const name = `scheduler-${target.appName}`;
      expect((await target.call("PATCH", path, { body: { plan: "", name } })).body["name"]).toBe(name);
      const gone = await target.call("DELETE", path, { body: { force: false } });
      expect(["deprovisioning", "deprovisioned"]).toContain(gone.body["state"]);
    }
    expect(await target.call("POST", `${app}/addons`, { body: { plan: "scheduler:nothing" } })).toMatchObject({
      status: 422,
      body: {
        message: expect.stringMatching(/^Couldn't find either the add-on service or the add-on plan of/) as string,
      },
    });
  });

  it("lets a log session be asked for in each form", async () => {
    for (const body of [
      { dyno: "web.1", lines: 1, tail: false },
      { dyno_name: "web", type: "web", lines: 1 },
      { source: "app" },
    ])
      expect((await target.call("POST", `${app}/log-sessions`, { body })).body["logplex_url"]).toMatch(/^https?:/);
  });

  it("answers for what is not there so that Terraform's provider drops it from its state", async () => {
    for (const path of [
      "/apps/nobody-has-this-app",
      `${app}/addons/none`,
      `${app}/domains/none.example.com`,
      `${app}/builds/${id}`,
    ])
      expect(await target.call("GET", path)).toMatchObject({ status: 404, body: { id: "not_found" } });
  });
});

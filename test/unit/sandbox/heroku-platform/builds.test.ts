import { createHash } from "node:crypto";
import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";
import { tarball, webApplication } from "../../../support/sources";

type Row = Record<string, unknown>;

jest.setTimeout(60_000);

describe("builds and releases of the Platform API's simulator", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform();
  });
  afterAll(() => stage.close());

  const upload = async (archive: Buffer): Promise<string> => {
    const { body } = await stage.call<{ source_blob: { get_url: string; put_url: string } }>("POST", "/sources");
    const put = await fetch(body.source_blob.put_url, { method: "PUT", body: new Uint8Array(archive) });
    expect(put.status).toBe(200);
    return body.source_blob.get_url;
  };
  const order = async (app: string, archive: Buffer, more: object = {}): Promise<Row> => {
    const url = await upload(archive);
    const body = { source_blob: { url, version: "0123456789abcdef", ...more } };
    const { status, body: build } = await stage.call("POST", `/apps/${app}/builds`, { body });
    expect([status, build["status"]]).toEqual([201, "pending"]);
    return build;
  };
  const build = async (app: string, archive: Buffer, more: object = {}): Promise<Row> => {
    const ordered = await order(app, archive, more);
    await stage.platform.idle();
    return (await stage.call("GET", `/apps/${app}/builds/${String(ordered["id"])}`)).body;
  };
  const text = async (url: unknown): Promise<string> => (await fetch(String(url))).text();
  const releases = async (app: string): Promise<Row[]> =>
    (await stage.call<Row[]>("GET", `/apps/${app}/releases`, { headers: { range: "version ..; order=desc" } })).body;
  const web = async (app: string, path = "/"): Promise<Row> => {
    const [dyno] = stage.platform.routes.find(`${app}.localhost`)?.dynos ?? [];
    await dyno?.booted;
    const port = stage.platform.routes.find(`${app}.localhost`)?.dynos[0]?.port;
    return (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Row;
  };

  it("refuses to scale an app that was never deployed", async () => {
    await stage.call("POST", "/apps", { body: { name: "deployed" } });
    expect((await stage.call("GET", "/apps/deployed/formation")).body).toEqual([]);
    expect(await stage.call("PATCH", "/apps/deployed/formation/web", { body: { quantity: 1 } })).toMatchObject({
      status: 404,
      body: { id: "not_found", message: "Couldn't find that process type (web)." },
    });
  });

  it("builds an uploaded tarball, streams its log, releases the slug, and runs one Basic web dyno", async () => {
    await stage.call("PATCH", "/apps/deployed/config-vars", { body: { GREETING: "hello" } });
    const archive = await tarball(webApplication());
    const checksum = `SHA256:${createHash("sha256").update(archive).digest("hex")}`;
    const ordered = await order("deployed", archive, { checksum });
    const log = await text(ordered["output_stream_url"]);
    expect(log).toContain("-----> Node.js app detected");
    expect(log).toContain("Released v4");
    const done = (await stage.call("GET", `/apps/deployed/builds/${String(ordered["id"])}`)).body;
    expect(done).toMatchObject({ status: "succeeded", slug: { id: expect.any(String) as string } });
    expect((await releases("deployed"))[0]).toMatchObject({
      description: "Deploy 01234567",
      status: "succeeded",
      current: true,
    });
    const { body: formation } = await stage.call<Row[]>("GET", "/apps/deployed/formation");
    expect(formation.map(({ type, quantity, size }) => [type, quantity, size]).sort()).toEqual([
      ["web", 1, "Basic"],
      ["worker", 0, "Basic"],
    ]);
    expect(await web("deployed")).toMatchObject({ version: "v1", greeting: "hello", dyno: "web.1" });
    expect((await stage.call<Row[]>("GET", "/apps/deployed/dynos")).body).toMatchObject([
      { name: "web.1", state: "up" },
    ]);
  });

  it("restarts the dynos with a changed config var", async () => {
    await stage.call("PATCH", "/apps/deployed/config-vars", { body: { GREETING: "good evening" } });
    expect((await releases("deployed"))[0]).toMatchObject({ description: "Set GREETING config vars", version: 5 });
    expect(await web("deployed")).toMatchObject({ greeting: "good evening" });
  });

  it("scales by all forms that clients send, and refuses what Heroku refuses", async () => {
    const patch = (path: string, body: object) => stage.call("PATCH", `/apps/deployed/formation${path}`, { body });
    expect((await patch("/web", { quantity: 2 })).body["message"]).toBe(
      "Cannot update to more than 1 Basic size dynos per process type.",
    );
    expect(
      (await patch("", { updates: [{ type: "worker", quantity: "1", size: "standard-1x" }] })).body["message"],
    ).toBe("Cannot use the following dyno types in the same app: Basic and Standard-1X");
    expect((await patch("/web", { quantity: 1, dyno_size: { name: "standard-2x" } })).body).toMatchObject({
      size: "Standard-2X",
    });
    expect((await patch("", { updates: [{ type: "web", quantity: "+1" }] })).body).toMatchObject([{ quantity: 2 }]);
    expect((await stage.call<Row[]>("GET", "/apps/deployed/dynos")).body.map(({ name }) => name).sort()).toEqual([
      "web.1",
      "web.2",
    ]);
    expect((await patch("", { updates: [{ type: "web", quantity: "-2" }] })).body).toMatchObject([{ quantity: 0 }]);
    expect((await stage.call("GET", "/apps/deployed/dynos")).body).toEqual([]);
    expect((await patch("/web", { quantity: 1, size: "Enormous" })).status).toBe(422);
    expect((await patch("/web", { quantity: 1, size: "Basic" })).body).toMatchObject({ quantity: 1, size: "Basic" });
  });

  it("fails a build whose archive is not the one of the checksum, and one that has no language", async () => {
    const wrong = await build("deployed", await tarball(webApplication()), { checksum: `SHA256:${"0".repeat(64)}` });
    expect(wrong["status"]).toBe("failed");
    expect(await text(wrong["output_stream_url"])).toContain("checksum");
    const empty = await build("deployed", await tarball({ README: "nothing" }));
    expect(empty["status"]).toBe("failed");
    expect(await text(empty["output_stream_url"])).toContain("No default language could be detected");
    expect((await releases("deployed"))[0]).toMatchObject({ version: 5, current: true });
  });

  it("runs the release phase, and puts a release in force only when that succeeds", async () => {
    await stage.call("POST", "/apps", { body: { name: "phased" } });
    const good = webApplication({ release: "echo migrated as $DYNO", version: "good" });
    await build("phased", await tarball(good));
    const [released] = await releases("phased");
    expect(released).toMatchObject({ version: 3, status: "succeeded", current: true });
    expect(await text(released?.["output_stream_url"])).toMatch(/^migrated as release\.\d{4}\n$/);
    await build("phased", await tarball(webApplication({ release: "echo broken; exit 7", version: "bad" })));
    const [failed, former] = await releases("phased");
    expect(failed).toMatchObject({ version: 4, status: "failed", current: false });
    expect(former).toMatchObject({ version: 3, current: true });
    expect(await text(failed?.["output_stream_url"])).toBe("broken\n");
    expect(await web("phased")).toMatchObject({ version: "good" });
  });

  it("runs the release phase for a changed config var too, with its value", async () => {
    await stage.call("PATCH", "/apps/phased/config-vars", { body: { A: "1" } });
    await stage.platform.idle();
    const [newest] = await releases("phased");
    expect(newest).toMatchObject({ version: 5, status: "succeeded", current: true });
    expect(newest?.["output_stream_url"]).toEqual(expect.any(String));
  });

  it("rolls back to the code and the config vars of an older release", async () => {
    const rolled = await stage.call("POST", "/apps/deployed/releases", { body: { release: "4" } });
    expect(rolled).toMatchObject({ status: 201, body: { version: 6, description: "Rollback to v4" } });
    expect((await stage.call("GET", "/apps/deployed/config-vars")).body).toEqual({ GREETING: "hello" });
    expect(await web("deployed")).toMatchObject({ greeting: "hello" });
    expect((await stage.call("POST", "/apps/deployed/releases", { body: { release: "1" } })).status).toBe(422);
  });

  it("runs a command once, with its output in the log", async () => {
    const { directory } = stage.platform;
    const dyno = await directory.runOneOff({
      app: "deployed",
      command: "echo from $DYNO with $GREETING; exit 4",
      type: "scheduler",
    });
    expect(dyno?.name).toMatch(/^scheduler\.\d{4}$/);
    expect(await dyno?.finished).toBe(4);
    const session = await stage.call("POST", "/apps/deployed/log-sessions", {
      body: { lines: 1000, dyno: "scheduler" },
    });
    const log = await text(session.body["logplex_url"]);
    expect(log).toMatch(/2026-11-23T10:00:00\.000000\+00:00 app\[scheduler\.\d{4}\]: from scheduler\.\d{4} with hello/);
    expect(log).toContain("Process exited with status 4");
    const detached = await stage.call("POST", "/apps/deployed/dynos", { body: { command: "sleep 60", attach: false } });
    expect(detached).toMatchObject({
      status: 201,
      body: { type: "run", name: expect.stringMatching(/^run\.\d{4}$/) as string },
    });
    const stop = await stage.call("POST", `/apps/deployed/dynos/${String(detached.body["name"])}/actions/stop`);
    expect(stop).toMatchObject({ status: 202, body: {} });
    expect(await directory.runOneOff({ app: "no-code", command: "true", type: "run" })).toBeUndefined();
  });

  it("restarts a crashed dyno at once the first time, then after 20 minutes", async () => {
    const crash = async () => {
      const crashed = stage.untilLogged("deployed", /State changed from up to crashed/, 1);
      await web("deployed", "/exit").catch(() => undefined);
      await crashed;
    };
    const advance = async (ms: number) => {
      await stage.clock.advance(ms);
      return stage.platform.routes.find("deployed.localhost")?.dynos[0]?.state;
    };
    await crash();
    expect(await advance(1)).toBe("starting");
    await crash();
    expect(await advance(20 * 60_000 - 1)).toBe("crashed");
    expect(await advance(1)).toBe("starting");
    expect(await web("deployed")).toMatchObject({ dyno: "web.1" });
  });

  it("takes a slug that a client made itself", async () => {
    await stage.call("POST", "/apps", { body: { name: "own-slug" } });
    const archive = await tarball(webApplication({ version: "own" }), "app");
    const made = await stage.call<{ id: string; blob: { url: string; method: string } }>(
      "POST",
      "/apps/own-slug/slugs",
      { body: { process_types: { web: "node server.js" } } },
    );
    expect(made.body.blob.method).toBe("put");
    expect((await stage.call("POST", "/apps/own-slug/releases", { body: { slug: made.body.id } })).status).toBe(422);
    await fetch(made.body.blob.url, { method: "PUT", body: new Uint8Array(archive) });
    expect((await stage.call("POST", "/apps/own-slug/releases", { body: { slug: made.body.id } })).status).toBe(201);
  });
});

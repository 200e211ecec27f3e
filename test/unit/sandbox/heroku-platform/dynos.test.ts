import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";
import { tarball } from "../../../support/sources";

type Row = Record<string, unknown>;

jest.setTimeout(60_000);

describe("dynos and slugs over time", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform({ bootTimeoutMs: 300, memoryCheckMs: 50, stopGraceMs: 200 });
  });
  afterAll(() => stage.close());

  /** A release of a slug that the client made: quicker than a build. */
  const release = async (app: string, web: string): Promise<void> => {
    const archive = await tarball({ file: "content" }, "app");
    const body = { process_types: { web } };
    const slug = await stage.call<{ id: string; blob: { url: string } }>("POST", `/apps/${app}/slugs`, { body });
    await fetch(slug.body.blob.url, { method: "PUT", body: new Uint8Array(archive) });
    const made = await stage.call("POST", `/apps/${app}/releases`, { body: { slug: slug.body.id } });
    expect(made.status).toBe(201);
  };

  it("gives up a web dyno that does not listen in time, whatever the clock says", async () => {
    await stage.call("POST", "/apps", { body: { name: "deaf" } });
    await release("deaf", "sleep 600");
    await stage.clock.advance(3_600_000);
    expect((await stage.call<Row[]>("GET", "/apps/deaf/dynos")).body).toMatchObject([{ state: "starting" }]);
    await stage.platform.routes.find("deaf.localhost")?.dynos[0]?.booted;
    const log = await stage.untilLogged("deaf", /heroku\[web\.1\]: Process exited with status/);
    expect(log).toContain("heroku[web.1]: Error R10 (Boot timeout) -> Web process failed to bind to $PORT");
    expect(log).toContain("heroku[web.1]: Process exited with status 137");
    expect((await stage.call<Row[]>("GET", "/apps/deaf/dynos")).body).toMatchObject([{ state: "crashed" }]);
  });

  const take = (megabytes: number): string =>
    `/usr/bin/python3 -c 'import time; held = bytearray(${megabytes} * 1024 * 1024); time.sleep(600)'`;

  it("warns of a dyno that takes more memory than it has, and ends one that takes twice as much", async () => {
    await stage.call("POST", "/apps", { body: { name: "hungry" } });
    await release("hungry", "true");
    await stage.call("PATCH", "/apps/hungry/features/log-runtime-metrics", { body: { enabled: true } });
    const run = async (command: string): Promise<string> =>
      String((await stage.call("POST", "/apps/hungry/dynos", { body: { command } })).body["name"]);
    const warned = await run(take(600));
    const log = await stage.untilLogged("hungry", /R14/);
    expect(log).toMatch(new RegExp(`heroku\\[${warned}\\]: Process running mem=\\d{3}M\\(1\\d\\d\\.\\d%\\)`));
    expect(log).toMatch(/sample#memory_total=\d+\.\d\dMB sample#memory_quota=512\.00MB/);
    const ended = await run(take(1100));
    const whole = await stage.untilLogged("hungry", new RegExp(`${ended}\\]: Process exited`));
    expect(whole).toContain(`heroku[${ended}]: Error R15 (Memory quota vastly exceeded)`);
    expect(whole).toContain(`heroku[${ended}]: Process exited with status 137`);
    await stage.call("DELETE", "/apps/hungry");
  });

  it("ends with SIGKILL, and R12, what does not end by SIGTERM in time", async () => {
    await stage.call("POST", "/apps", { body: { name: "stubborn" } });
    const archive = await tarball({ file: "content" }, "app");
    const body = { process_types: { worker: "trap '' TERM; echo up; while :; do sleep 0.01; done" } };
    const slug = await stage.call<{ id: string; blob: { url: string } }>("POST", "/apps/stubborn/slugs", { body });
    await fetch(slug.body.blob.url, { method: "PUT", body: new Uint8Array(archive) });
    await stage.call("POST", "/apps/stubborn/releases", { body: { slug: slug.body.id } });
    await stage.call("PATCH", "/apps/stubborn/formation/worker", { body: { quantity: 1 } });
    await stage.untilLogged("stubborn", /app\[worker\.1\]: up/);
    await stage.call("PATCH", "/apps/stubborn/formation/worker", { body: { quantity: 0 } });
    const log = await stage.untilLogged("stubborn", /Process exited with status/);
    expect(log).toContain("Process exited with status 137");
    expect(log).toMatch(/SIGTERM\n.*Error R12 \(Exit timeout\) -> .*\n.*Stopping remaining processes with SIGKILL\n/);
  });

  it("keeps the slugs of the newest ten releases, and rolls back to none that is gone", async () => {
    await stage.call("POST", "/apps", { body: { name: "many" } });
    const before = readdirSync(join(stage.folder, "heroku", "slugs")).length;
    for (let number = 0; number < 12; number += 1) await release("many", "sleep 1");
    await stage.call("PATCH", "/apps/many/formation/web", { body: { quantity: 0 } });
    const range = "version ..; order=asc";
    const { body } = await stage.call<Row[]>("GET", "/apps/many/releases", { headers: { range } });
    const eligible = body.filter((row) => row["eligible_for_rollback"]).map(({ version }) => version);
    expect(eligible).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect((await stage.call("POST", "/apps/many/releases", { body: { release: 3 } })).status).toBe(422);
    expect((await stage.call("POST", "/apps/many/releases", { body: { release: "3" } })).body["message"]).toContain(
      "no longer kept",
    );
    await stage.call("DELETE", "/apps/many");
    expect(readdirSync(join(stage.folder, "heroku", "slugs")).length).toBeLessThanOrEqual(before);
  });

  it("runs a slug of another app, also when that app is gone", async () => {
    for (const name of ["maker", "user"]) await stage.call("POST", "/apps", { body: { name } });
    await release("maker", "sleep 600");
    const [newest] = (
      await stage.call<Row[]>("GET", "/apps/maker/releases", { headers: { range: "version ..; max=1, order=desc" } })
    ).body;
    const slug = (newest?.["slug"] as { id: string }).id;
    expect(await stage.call("POST", "/apps/user/releases", { body: { slug } })).toMatchObject({
      status: 201,
      body: { slug: { id: slug } },
    });
    await stage.call("DELETE", "/apps/maker");
    await stage.call("POST", "/apps/user/dynos", { body: { command: "cat file" } });
    expect(await stage.untilLogged("user", /run\.\d+\]: Process exited/)).toMatch(/app\[run\.\d+\]: content/);
    await stage.call("DELETE", "/apps/user");
    expect(existsSync(join(stage.folder, "heroku", "slugs", slug))).toBe(false);
  });

  it("ends everything of an app that is deleted while it is built", async () => {
    await stage.call("POST", "/apps", { body: { name: "doomed" } });
    const source = await stage.call<{ source_blob: { get_url: string; put_url: string } }>("POST", "/sources");
    const archive = await tarball({ "package.json": "{}", Procfile: "web: sleep 600" });
    await fetch(source.body.source_blob.put_url, { method: "PUT", body: new Uint8Array(archive) });
    const body = { source_blob: { url: source.body.source_blob.get_url } };
    const build = await stage.call("POST", "/apps/doomed/builds", { body });
    expect((await stage.call("DELETE", "/apps/doomed")).status).toBe(200);
    expect((await fetch(String(build.body["output_stream_url"]))).status).toBe(404);
    expect(stage.platform.routes.find("doomed.localhost")).toBeUndefined();
    expect(existsSync(join(stage.folder, "heroku", "archives", `${String(build.body["id"])}.tgz`))).toBe(false);
  });
});

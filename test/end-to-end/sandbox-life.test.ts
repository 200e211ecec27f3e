import { Home } from "../../sandbox/home";
import { PortTaken } from "../../sandbox/listeners";
import { removeData } from "../../sandbox/remove-data";
import { processStart } from "../../sandbox/runtime/machine/process-identity";
import { AlreadyRunning, startSandbox } from "../../sandbox/sandbox";
import { openSandbox, type OpenSandbox } from "../support/sandbox";
import { tarball } from "../support/sources";

jest.setTimeout(60_000);

let stage: OpenSandbox;
beforeEach(async () => {
  stage = await openSandbox();
});
afterEach(() => stage?.close());

async function admin(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${stage.sandbox.urls.admin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stage.sandbox.credentials.adminToken}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** An app with a job that runs until it is ended. */
async function appWithEndlessJob(): Promise<void> {
  const app = await stage.heroku<{ id: string }>("POST", "/apps", { body: { name: "penny-life" } });
  await stage.heroku("POST", "/apps/penny-life/addons", { body: { plan: "scheduler:standard" } });
  const source = await stage.heroku<{ source_blob: { put_url: string; get_url: string } }>("POST", "/sources");
  const archive = await tarball({ "package.json": '{"name":"tiny","version":"1.0.0"}', Procfile: "worker: sleep 1\n" });
  await fetch(source.body.source_blob.put_url, { method: "PUT", body: new Uint8Array(archive) });
  const body = { source_blob: { url: source.body.source_blob.get_url } };
  const build = await stage.heroku<{ output_stream_url: string }>("POST", "/apps/penny-life/builds", { body });
  await (await fetch(build.body.output_stream_url)).text();
  await stage.advance(5000);
  const attributes = { command: "sleep 600", "dyno-size": "Basic", every: 10, at: 0 };
  await stage.heroku("POST", `/apps/${app.body.id}/jobs`, { body: { data: { type: "jobs", attributes } } });
}

describe("a sandbox", () => {
  it("goes back to its first state by a reset, on the same addresses, with the same keys", async () => {
    const { urls } = stage.sandbox;
    const variables = stage.sandbox.env();
    await stage.heroku("POST", "/apps", { body: { name: "penny-life" } });
    await stage.advance(3_600_000);
    expect((await admin("POST", "/reset")).status).toBe(200);
    expect(stage.sandbox.urls).toEqual(urls);
    expect(stage.sandbox.env()).toEqual(variables);
    expect((await stage.heroku("GET", "/apps")).body).toEqual([]);
    expect(await (await admin("GET", "/clock")).json()).toMatchObject({ now: "2026-11-23T10:00:00.000Z" });
    const { GITHUB_API_URL: api, GITHUB_TOKEN: token } = variables;
    const repository = await fetch(`${api}/repos/penny-university/penny_university`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await repository.json()).toMatchObject({ default_branch: "master" });
  });

  it("ends in the middle of an advance, with what runs in it", async () => {
    await appWithEndlessJob();
    const advancing = admin("POST", "/clock/advance", { ms: 24 * 3_600_000 }).then((answer) => answer.text());
    advancing.catch(() => undefined);
    for (;;) {
      const dynos = await stage.heroku<{ type: string; state: string }[]>("GET", "/apps/penny-life/dynos");
      if (dynos.body.some(({ type, state }) => type === "scheduler" && state === "up")) break;
    }
    const began = Date.now();
    await stage.sandbox.close();
    expect(Date.now() - began).toBeLessThan(10_000);
    await expect(fetch(stage.sandbox.urls.admin)).rejects.toThrow("fetch failed");
  });

  it("refuses an advance backwards, and a fault that cannot be", async () => {
    expect((await admin("POST", "/clock/advance", { ms: -1 })).status).toBe(422);
    expect((await admin("POST", "/clock/advance", [])).status).toBe(422);
    expect((await admin("POST", "/faults", { act: "explode" })).status).toBe(422);
    expect((await admin("POST", "/faults", { act: "drop", path: "(" })).status).toBe(422);
    expect((await admin("GET", "/nothing")).status).toBe(404);
  });

  it("leaves nothing behind when it cannot start", async () => {
    const { home, ports } = stage.sandbox;
    const second = new Home(home.path("second"));
    const start = startSandbox({ home: second.folder, port: 0, pulumiHome: "", seedFolder: "/nonexistent" });
    await expect(start).rejects.toThrow("ENOENT");
    expect(second.read()?.running).toBeUndefined();
    await expect(fetch(`http://127.0.0.1:${second.read()?.ports.admin}/status`)).rejects.toThrow("fetch failed");
    await removeData(second);
    expect((await fetch(`http://127.0.0.1:${ports.admin}/status`)).status).toBe(401);
  });

  it("is not started twice on one home; a pid that another program has by now does not count", async () => {
    const { home, credentials, ports } = stage.sandbox;
    const start = { home: home.folder, pulumiHome: "", seedFolder: "" };
    const running = { pid: process.ppid, startedAt: "2026-11-23T10:00:00Z" };
    await home.write({ ports, credentials, running: { ...running, born: processStart(process.ppid) } });
    await expect(startSandbox(start)).rejects.toThrow(AlreadyRunning);
    await home.write({ ports, credentials, running: { ...running, born: "1" } });
    await expect(startSandbox(start)).rejects.toThrow(PortTaken);
  });
});

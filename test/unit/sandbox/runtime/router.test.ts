import { createServer, type IncomingMessage, request as httpRequest, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { createRouter, type RoutedApp, type RoutedDyno } from "../../../../sandbox/runtime/router";

interface Page {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

describe("the router in front of the apps", () => {
  const apps = new Map<string, RoutedApp>();
  const logged: string[] = [];
  let backend: Server;
  let router: FastifyInstance;
  let port: number;

  beforeAll(async () => {
    backend = createServer((request, response) => {
      if (request.url === "/slow") return;
      if (request.url === "/hang-up") return void request.socket.destroy();
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        response.end(JSON.stringify({ url: request.url, method: request.method, headers: request.headers, body }));
      });
    });
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    router = createRouter({
      apps: {
        find: (host) => apps.get(host.replace(/\.localhost$/, "")),
        hosts: () => [...apps.keys()].map((name) => `${name}.localhost`),
        log: (_app, line) => void logged.push(line),
      },
      requestTimeoutMs: 1000,
      bootWaitMs: 100,
    });
    await router.listen({ host: "127.0.0.1", port: 0 });
    port = (router.server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await router.close();
    backend.closeAllConnections();
    await new Promise((resolve) => backend.close(resolve));
  });

  const dyno = (more: Partial<RoutedDyno>): RoutedDyno => ({
    name: "web.1",
    state: "up",
    port: (backend.address() as AddressInfo).port,
    booted: Promise.resolve(),
    ...more,
  });
  const serve = (name: string, dynos: readonly RoutedDyno[], maintenance = false): void => {
    apps.set(name, { id: name, name, maintenance, dynos });
  };
  const get = (host: string, path = "/", method = "GET", body?: string): Promise<Page> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({ port, host: "127.0.0.1", path, method, headers: { host } }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      });
      sent.on("error", reject).end(body);
    });

  it("passes a request on by its host, with Heroku's headers, whatever its method and body", async () => {
    serve("up", [dyno({})]);
    const page = await get("up.localhost:7772", "/path?q=1&q=2", "POST", "{not json");
    expect(page.status).toBe(200);
    expect(JSON.parse(page.body)).toMatchObject({
      url: "/path?q=1&q=2",
      method: "POST",
      body: "{not json",
      headers: {
        host: "up.localhost:7772",
        "x-forwarded-proto": "http",
        "x-forwarded-for": "127.0.0.1",
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    });
    expect(logged.at(-1)).toMatch(
      /^at=info method=POST path="\/path\?q=1&q=2" host=up.localhost .* dyno=web\.1 .* status=200/,
    );
  });

  it("passes a WebSocket's bytes on both ways, and tells of it when it has ended", async () => {
    serve("up", [dyno({})]);
    backend.once("upgrade", (request: IncomingMessage, socket: Socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      socket.write(`forwarded for ${String(request.headers["x-forwarded-for"])}\n`);
      socket.on("data", (data: Buffer) => socket.end(data.toString().toUpperCase()));
    });
    const headers = { host: "up.localhost:7772", connection: "Upgrade", upgrade: "websocket" };
    const text = await new Promise<string>((resolve, reject) => {
      const sent = httpRequest({ port, host: "127.0.0.1", path: "/socket", headers });
      sent.on("upgrade", (_response, socket: Socket, head: Buffer) => {
        let said = head.toString();
        socket.on("data", (data: Buffer) => (said += data.toString()));
        socket.on("end", () => resolve(said));
        socket.write("hello");
      });
      sent.on("error", reject).end();
    });
    expect(text).toBe("forwarded for 127.0.0.1\nHELLO");
    while (!logged.at(-1)?.includes("/socket")) await new Promise((done) => setImmediate(done));
    expect(logged.at(-1)).toMatch(/^at=info method=GET path="\/socket" .*dyno=web\.1 .*status=101/);
  });

  it.each([
    ["H14", () => serve("app", [])],
    ["H21", () => serve("app", [dyno({ port: 1 })])],
  ])("refuses a WebSocket with %s", async (code, arrange) => {
    arrange();
    const headers = { host: "app.localhost", connection: "Upgrade", upgrade: "websocket" };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest({ port, host: "127.0.0.1", path: "/", headers }, (response) =>
        resolve(response.statusCode),
      );
      sent.on("error", reject).end();
    });
    expect([status, logged.at(-1)]).toEqual([503, expect.stringContaining(`code=${code}`)]);
  });

  it("knows no other host, and says which there are", async () => {
    serve("up", [dyno({})]);
    const page = await get("elsewhere.localhost");
    expect([page.status, page.body]).toEqual([404, expect.stringContaining("<code>up.localhost</code>")]);
  });

  it.each([
    ["H80", () => serve("app", [dyno({})], true), "Offline for Maintenance"],
    ["H14", () => serve("app", []), "Application error"],
    ["H10", () => serve("app", [dyno({ state: "crashed", port: undefined })]), "Application error"],
    [
      "H20",
      () => serve("app", [dyno({ state: "starting", booted: new Promise(() => undefined) })]),
      "Application error",
    ],
  ])("answers 503 with %s", async (code, arrange, words) => {
    arrange();
    const page = await get("app.localhost");
    expect(page.status).toBe(503);
    expect(page.body).toContain(words);
    expect(logged.at(-1)).toContain(`code=${code}`);
  });

  it("waits for a dyno that boots", async () => {
    const booted = Promise.resolve().then(() => serve("booting", [dyno({})]));
    serve("booting", [dyno({ state: "starting", port: undefined, booted })]);
    expect((await get("booting.localhost")).status).toBe(200);
  });

  it("tells a dyno that hangs up, one that is too slow, and one that is not there", async () => {
    serve("bad", [dyno({})]);
    expect((await get("bad.localhost", "/hang-up")).status).toBe(503);
    expect(logged.at(-1)).toContain("code=H13");
    expect((await get("bad.localhost", "/slow")).status).toBe(503);
    expect(logged.at(-1)).toContain("code=H12");
    serve("bad", [dyno({ port: 1 })]);
    expect((await get("bad.localhost")).status).toBe(503);
    expect(logged.at(-1)).toContain("code=H21");
  });
});

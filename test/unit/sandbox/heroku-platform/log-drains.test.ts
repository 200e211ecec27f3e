import { createServer as createHttp, type IncomingHttpHeaders, type Server as HttpServer } from "node:http";
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from "node:net";
import { frame } from "../../../../sandbox/heroku-platform/components/drains/frames";
import { isLocal } from "../../../../sandbox/kit/guard";
import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";

const listening = async (server: Server | HttpServer): Promise<number> => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
};

/** Resolves when `text()` has what is wanted; a timer of jest's ends a wait for nothing. */
const until = async (has: () => boolean): Promise<void> => {
  while (!has()) await new Promise((done) => setImmediate(done));
};

describe("log drains", () => {
  let stage: PlatformStage;
  beforeAll(async () => {
    stage = await stagePlatform();
    await stage.call("POST", "/apps", { body: { name: "drained" } });
  });
  afterAll(() => stage.close());

  const drain = async (url: string): Promise<{ id: string; token: string }> =>
    (await stage.call<{ id: string; token: string }>("POST", "/apps/drained/log-drains", { body: { url } })).body;
  const set = (value: string) => stage.call("PATCH", "/apps/drained/config-vars", { body: { GREETING: value } });

  it("get lines over HTTP in Logplex's form, in order, and those that they refused once more", async () => {
    const received: { headers: IncomingHttpHeaders; body: string }[] = [];
    let refusals = 1;
    const server = createHttp((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => (body += part));
      request.on("end", () => {
        if (refusals-- > 0) return void response.writeHead(503).end();
        received.push({ headers: request.headers, body });
        response.end();
      });
    });
    const port = await listening(server);
    const { id, token } = await drain(`http://user:secret@127.0.0.1:${port}/logs`);
    await set("hello");
    await until(() => received.some(({ body }) => body.includes("Release v3")));
    const [first] = received;
    expect(first?.headers).toMatchObject({
      "content-type": "application/logplex-1",
      "logplex-drain-token": token,
      authorization: `Basic ${Buffer.from("user:secret").toString("base64")}`,
    });
    const all = received.map(({ body }) => body).join("");
    expect(all).toContain("<190>1 2026-11-23T10:00:00.000000+00:00 host app api - Set GREETING config vars by user");
    expect(all.indexOf("Set GREETING")).toBeLessThan(all.indexOf("Release v3"));
    await stage.call("DELETE", `/apps/drained/log-drains/${id}`);
    const before = received.length;
    await set("unheard");
    expect(received).toHaveLength(before);
    await new Promise((done) => server.close(done));
  });

  it("get lines over syslog, over one connection, with their token as the host", async () => {
    let text = "";
    const sockets: Socket[] = [];
    const server = createTcp((socket) => {
      sockets.push(socket);
      socket.setEncoding("utf8").on("data", (part: string) => (text += part));
    });
    const port = await listening(server);
    const { id, token } = await drain(`syslog://localhost:${port}`);
    for (const value of ["one", "two"]) await set(value);
    await until(() => text.includes("Release v6"));
    expect(text).toMatch(new RegExp(`^\\d+ <190>1 \\S+ ${token} app api - Set GREETING config vars by user \\S+\\n`));
    expect(sockets).toHaveLength(1);
    const ended = new Promise((done) => sockets[0]?.once("close", done));
    await stage.call("DELETE", `/apps/drained/log-drains/${id}`);
    await ended;
    await new Promise((done) => server.close(done));
  });
});

describe("a drain's line", () => {
  it("has its length in bytes before it, and Heroku's own lines another priority", () => {
    const line = { time: "2026-11-23T10:00:00.000000+00:00", source: "heroku", dyno: "web.1", text: "Üp" };
    const message = "<45>1 2026-11-23T10:00:00.000000+00:00 host heroku web.1 - Üp\n";
    expect(frame(line, "host")).toBe(`${Buffer.byteLength(message)} ${message}`);
  });
});

describe("an address that logs are sent to", () => {
  it.each(["http://localhost:1/", "https://logs.localhost/", "syslog://127.0.0.1:514", "syslog+tls://[::1]:6514"])(
    "is on this machine: %s",
    (url) => expect(isLocal(url)).toBe(true),
  );
  it.each([
    "https://logs.example.com/",
    "syslog://10.0.0.1:514",
    "https://localhost.example.com/",
    "http://127.0.0.1.nip.io/",
  ])("is not: %s", (url) => expect(isLocal(url)).toBe(false));
});

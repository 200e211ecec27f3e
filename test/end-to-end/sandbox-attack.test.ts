import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { join, relative } from "node:path";
import { connect as connectTls } from "node:tls";
import { request } from "undici";
import { listeners, type Listener } from "../../sandbox/home";
import { openSandbox, type OpenSandbox } from "../support/sandbox";
import { tarball } from "../support/sources";

jest.setTimeout(120_000);

let stage: OpenSandbox;
beforeAll(async () => {
  stage = await openSandbox();
});
afterAll(() => stage?.close());

/** Whether this machine takes a connection there. */
const opens = (port: number, host: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection({ port, host, timeout: 2000 });
    const end = (open: boolean) => () => {
      socket.destroy();
      done(open);
    };
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
  });

const elsewhere = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address),
  );

async function ask(url: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const answer = await request(url, { headers });
  return { status: answer.statusCode, text: await answer.body.text() };
}

const certificate = (): string => readFileSync(stage.sandbox.home.path("tls", "ca.pem"), "utf8");

/** A connection to a listener, its TLS done. */
async function connectTo(name: Listener): Promise<Socket> {
  const port = stage.sandbox.ports[name];
  const to = { port, host: "127.0.0.1" };
  const socket =
    name === "herokuTls" ? connectTls({ ...to, servername: "localhost", ca: certificate() }) : createConnection(to);
  await once(socket, name === "herokuTls" ? "secureConnect" : "connect");
  return socket.setEncoding("latin1");
}

/** All that a listener answers to these bytes until it ends the connection. */
async function say(name: Listener, bytes: string): Promise<string> {
  const socket = await connectTo(name);
  let heard = "";
  socket.on("data", (part: string) => (heard += part)).on("error", () => undefined);
  socket.write(bytes);
  await once(socket, "close");
  return heard;
}

/** Files below a folder that another user of this machine could read, who guesses the names of folders that cannot be listed. */
function readableByOthers(folder: string, below = folder): string[] {
  return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isSymbolicLink()) return [];
    const { mode } = statSync(path);
    if (entry.isDirectory()) return mode & 0o001 ? readableByOthers(folder, path) : [];
    return mode & 0o004 ? [relative(folder, path)] : [];
  });
}

async function deploy(name: string): Promise<void> {
  await stage.heroku("POST", "/apps", { body: { name } });
  const slug = await stage.heroku<{ id: string; blob: { url: string } }>("POST", `/apps/${name}/slugs`, {
    body: { process_types: { worker: "sleep 600" } },
  });
  const body = new Uint8Array(await tarball({ Procfile: "worker: sleep 600\n", "secret.py": "KEY = 1\n" }, "app"));
  expect((await fetch(slug.body.blob.url, { method: "PUT", body })).status).toBe(200);
  expect((await stage.heroku("POST", `/apps/${name}/releases`, { body: { slug: slug.body.id } })).status).toBe(201);
}

describe("the sandbox, attacked", () => {
  it("is reached from this machine only", async () => {
    for (const [name, port] of Object.entries(stage.sandbox.ports)) {
      expect([name, await opens(port, "127.0.0.1")]).toEqual([name, true]);
      for (const host of elsewhere()) expect([name, host, await opens(port, host)]).toEqual([name, host, false]);
    }
  });

  it.each(["heroku", "github", "admin"] as const)(
    "serves %s under no name that was made to point here",
    async (name) => {
      const { status, text } = await ask(`${stage.sandbox.urls[name]}/status`, { host: "evil.example" });
      expect([status, JSON.parse(text)]).toMatchObject([421, { message: expect.stringContaining("evil.example") }]);
    },
  );

  it("serves no such name over TLS either", async () => {
    const ask = (host: string) => say("herokuTls", `GET /apps HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await ask("evil.example")).toMatch(/^HTTP\/1\.1 421 [^]*evil\.example/);
    expect(await ask("localhost")).toMatch(/^HTTP\/1\.1 406 /); // for want of Heroku's Accept header
  });

  it("shows the console under no such name", async () => {
    const { status, text } = await ask(stage.sandbox.urls.console, { host: "evil.example" });
    expect([status, text.includes("penny")]).toEqual([421, false]);
  });

  it("refuses headers without end on every listener", async () => {
    for (const name of listeners)
      expect([
        name,
        await say(name, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`),
      ]).toEqual([name, expect.stringMatching(/^HTTP\/1.1 431 /)]);
  });

  it("ends clients that send their headers slowly, on every listener", async () => {
    const answers = await Promise.all(
      listeners.map((name) => say(name, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")),
    );
    expect(answers.map((answer) => answer.slice(0, 12))).toEqual(listeners.map(() => "HTTP/1.1 408"));
  });

  it("shows code and state to no other user of this machine", async () => {
    await deploy("penny-private");
    expect(readableByOthers(stage.sandbox.home.folder)).toEqual([]);
  });

  it("tells a page under such a name nothing of the apps", async () => {
    await stage.heroku("POST", "/apps", { body: { name: "penny-secret" } });
    expect((await ask(stage.sandbox.urls.router)).text).toContain("penny-secret");
    const { status, text } = await ask(stage.sandbox.urls.router, { host: "evil.example" });
    expect([status, text.includes("penny-secret")]).toEqual([404, false]);
  });

  it.each([
    ["heroku", "/apps"],
    ["heroku", "/client/v11/databases/x"],
    ["heroku", "/penny-secret.git/info/refs?service=git-receive-pack"],
    ["github", "/api/v3/user"],
    ["github", "/penny-university/penny_university.git/info/refs?service=git-receive-pack"],
    ["admin", "/status"],
    ["admin", "/faults"],
  ] as const)("wants a token of %s %s", async (name, path) => {
    const accept = { accept: "application/vnd.heroku+json; version=3" };
    for (const authorization of [undefined, "Bearer wrong", "Basic d3Jvbmc6d3Jvbmc=", "Bearer", "\u00ff"])
      expect(
        (await ask(stage.sandbox.urls[name] + path, { ...accept, ...(authorization ? { authorization } : {}) })).status,
      ).toBe(401);
  });

  it.each([
    ["heroku", "/..%2f..%2fetc%2fpasswd/info/refs?service=git-upload-pack"],
    ["heroku", "/streams/..%2f..%2f..%2fsandbox.json"],
    ["heroku", "/uploads/sources/..%2f..%2fsandbox.json"],
    ["heroku", "/backups/..%2f..%2fsandbox.json"],
    ["github", "/penny-university/..%2f..%2fstate/info/refs?service=git-upload-pack"],
    ["github", "/api/v3/repos/penny-university/penny_university/contents/..%2f..%2fHEAD"],
    ["github", "/api/v3/repos/penny-university/penny_university/git/commits/--output=%2Ftmp%2Fwritten-by-an-attack"],
    ["github", "/penny-university/penny_university/archive/..%2f..%2fHEAD.zip"],
  ] as const)("lets no path out of %s: %s", async (name, path) => {
    const { herokuApiKey, githubToken } = stage.sandbox.credentials;
    const { status, text } = await ask(stage.sandbox.urls[name] + path, {
      authorization: `Bearer ${name === "heroku" ? herokuApiKey : githubToken}`,
      accept: "application/vnd.heroku+json; version=3",
    });
    expect([401, 403, 404]).toContain(status);
    expect(text).not.toMatch(/adminToken|root:|ref: refs/);
  });
});

import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { request } from "undici";
import { openSandbox, type OpenSandbox } from "../support/sandbox";

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
      expect((await ask(stage.sandbox.urls[name] + path, { ...accept, ...(authorization ? { authorization } : {}) })).status).toBe(401); // prettier-ignore
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

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { openSandbox, type OpenSandbox } from "../../support/sandbox";
import { webApplication } from "../../support/sources";
import { temporaryFolder } from "../../support/temporary";

/** The step that deploys, as the workflow runs it, with an application small enough to be built in a moment. */
jest.setTimeout(120_000);

const app = "penny-push";
const folder = temporaryFolder();
let open: OpenSandbox;
let commit: string;

const git = async (...args: string[]) =>
  (await execa("git", ["-C", folder, "-c", "user.name=Nell", "-c", "user.email=nell@example.com", ...args])).stdout;

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Change");
  commit = await git("rev-parse", "HEAD");
}

async function push() {
  const { HEROKU_API_URL, HEROKU_GIT_HOST, GIT_SSL_CAINFO, GITHUB_API_URL, ...keys } = open.sandbox.env();
  const { exitCode, all } = await execa(process.execPath, [join(__dirname, "../../../workflows/deploy/push.mjs")], {
    cwd: folder,
    env: {
      ...{ PATH: process.env["PATH"], HOME: folder, HEROKU_API_URL, HEROKU_GIT_HOST, GIT_SSL_CAINFO, GITHUB_API_URL },
      ...{ HEROKU_API_KEY: keys["HEROKU_API_KEY"], GITHUB_TOKEN: keys["GITHUB_TOKEN"], HEROKU_APP: app },
      ...{ GITHUB_REPOSITORY: "penny-university/penny_university", GITHUB_REF_NAME: "master", GITHUB_SHA: commit },
      POLL_SECONDS: "0.1",
    },
    extendEnv: false,
    all: true,
    reject: false,
  });
  return { exitCode, said: all };
}
const releases = async () =>
  (await open.heroku<{ version: number; status: string; current: boolean }[]>("GET", `/apps/${app}/releases`)).body;
const serving = async () => (await releases()).find(({ current }) => current)?.version;

beforeAll(async () => {
  open = await openSandbox();
  await open.heroku("POST", "/apps", { body: { name: app } });
  await git("init", "--quiet", "--initial-branch=master");
  await write(webApplication({ release: "echo migrated" }));
});
afterAll(() => open?.close());

describe("a push to Heroku", () => {
  it("ends when the release phase has succeeded and the dynos are up", async () => {
    const { exitCode, said } = await push();
    expect(said).toContain("remote: migrated");
    expect(said).toContain(`${app} v${await serving()} serves ${commit}.`);
    expect(said).not.toContain(open.sandbox.credentials.herokuApiKey);
    expect(exitCode).toBe(0);
  });

  it("of what serves already makes no further release", async () => {
    const before = (await releases()).length;
    expect(await push()).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining("Everything up-to-date") as unknown,
    });
    expect(await releases()).toHaveLength(before);
  });

  it("whose release phase fails leaves the old version serving, and says so", async () => {
    const before = await serving();
    await write(webApplication({ release: 'test -n "$MIGRATABLE"' }));
    const { exitCode, said } = await push();
    expect(exitCode).toBe(1);
    expect(said).toMatch(new RegExp(`::error::The release phase of ${app} v\\d+ failed: v${before} goes on serving`));
    expect(await serving()).toBe(before);
  });

  it("that is started again releases the same build once more", async () => {
    await open.heroku("PATCH", `/apps/${app}/config-vars`, { body: { MIGRATABLE: "1" } });
    const { exitCode, said } = await push();
    expect(said).toContain("Heroku has this commit, and runs another: releasing the slug of");
    expect(said).toContain(`${app} v${await serving()} serves ${commit}.`);
    expect(exitCode).toBe(0);
  });

  it("never overwrites what Heroku has and the branch lacks", async () => {
    const before = await serving();
    await git("reset", "--quiet", "--hard", "HEAD~1");
    await write({ "other.txt": "another way\n" });
    const { exitCode, said } = await push();
    expect(exitCode).toBe(1);
    expect(said).toContain("(non-fast-forward)");
    expect(said).toContain(`::error::git push to ${app} ended with 1; what ran there goes on serving.`);
    expect(await serving()).toBe(before);
  });
});

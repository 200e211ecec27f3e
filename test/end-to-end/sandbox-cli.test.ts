import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { project, type Ran } from "../support/stage";

/** `bin/sandbox` as a person uses it. Each test goes on where the one before it stopped. */
jest.setTimeout(60_000);

const home = mkdtempSync(join(tmpdir(), "sandbox-cli-"));

async function sandbox(...args: string[]): Promise<Ran> {
  const env = { PATH: process.env["PATH"], HOME: home, SANDBOX_HOME: home };
  const {
    exitCode = -1,
    stdout,
    stderr,
    all,
  } = await execa(join(project, "bin/sandbox"), args, {
    cwd: tmpdir(),
    env,
    extendEnv: false,
    all: true,
    reject: false,
  });
  return { exitCode, stdout, stderr, all };
}

interface Status {
  readonly running: boolean;
  readonly pid: number;
  readonly ports: Record<string, number>;
  readonly urls: { readonly heroku: string; readonly admin: string };
  readonly clock: { readonly ahead_ms: number; readonly paused: boolean };
}

const status = async () => JSON.parse((await sandbox("status", "--json")).stdout) as Status;

async function variables(): Promise<Record<string, string>> {
  const { stdout } = await sandbox("env");
  const printed = await execa("sh", ["-c", 'eval "$1"; env', "sh", stdout], {
    env: { PATH: process.env["PATH"] },
    extendEnv: false,
  });
  return Object.fromEntries(
    printed.stdout.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

async function heroku<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const { HEROKU_API_URL, HEROKU_API_KEY } = await variables();
  const answer = await fetch(`${HEROKU_API_URL}${path}`, {
    method,
    headers: {
      accept: "application/vnd.heroku+json; version=3",
      authorization: `Bearer ${HEROKU_API_KEY}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}

afterAll(async () => {
  await sandbox("reset", "--yes");
  rmSync(home, { recursive: true, force: true });
});

describe("bin/sandbox", () => {
  it("says that nothing runs, and what to do", async () => {
    const env = await sandbox("env");
    expect(env).toMatchObject({ exitCode: 1, stdout: "" });
    expect(env.stderr).toBe("The sandbox is not running. Start it: bin/sandbox start");
    expect(await sandbox("status")).toMatchObject({ exitCode: 1 });
    expect(await sandbox("logs")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("There is no log yet"),
    });
    expect(await sandbox("stop")).toMatchObject({ exitCode: 0, stdout: "The sandbox was not running." });
  });

  it("starts, with progress, and says where everything is", async () => {
    const start = await sandbox("start", "--port", "0");
    expect(start).toMatchObject({ exitCode: 0 });
    expect(start.stderr).toContain("Starting PostgreSQL");
    const { urls } = await status();
    expect(start.stdout).toContain(urls.heroku);
    expect(start.stdout).toContain(join(home, "sandbox.log"));
  });

  it("keeps its credentials to its owner", () => {
    for (const file of ["sandbox.json", "pulumi/passphrase", "sandbox.log"])
      expect([file, statSync(join(home, file)).mode & 0o777]).toEqual([file, 0o600]);
    const { credentials } = JSON.parse(readFileSync(join(home, "sandbox.json"), "utf8"));
    const log = readFileSync(join(home, "sandbox.log"), "utf8");
    for (const secret of Object.values<string>(credentials)) expect(log).not.toContain(secret);
  });

  it("is harmless to start twice, also at the same time", async () => {
    const { pid } = await status();
    const starts = await Promise.all([sandbox("start"), sandbox("start")]);
    for (const start of starts)
      expect(start).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("runs already") });
    expect((await status()).pid).toBe(pid);
  });

  it("points clients at itself", async () => {
    expect((await heroku("GET", "/account")).status).toBe(200);
    expect(Object.keys(await variables())).toEqual(
      expect.arrayContaining([
        "HEROKU_API_KEY",
        "HEROKU_DATA_API_URL",
        "GITHUB_TOKEN",
        "GITHUB_BASE_URL",
        "PULUMI_BACKEND_URL",
      ]),
    );
  });

  it("lets git sign in at both hosts, with the exports and nothing else", async () => {
    await heroku("POST", "/apps", { name: "penny-pushed" });
    const exported = await variables();
    const env = {
      ...exported,
      PATH: process.env["PATH"],
      HOME: home,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
    };
    const clone = join(home, "clone");
    const git = (...args: string[]) => execa("git", args, { env, extendEnv: false, reject: false, all: true });
    await git("clone", "--quiet", `${exported["GITHUB_SERVER_URL"]}/penny-university/penny_university.git`, clone);
    expect((await git("-C", clone, "push", "origin", "HEAD:refs/heads/topic")).all).toContain("[new branch]");
    const refs = await git("-C", clone, "ls-remote", `https://${exported["HEROKU_GIT_HOST"]}/penny-pushed.git`);
    expect({ code: refs.exitCode, all: refs.all }).toEqual({ code: 0, all: "" });
  });

  it("lets time pass, and says what ran", async () => {
    await heroku("POST", "/apps", { name: "penny-night" });
    await heroku("POST", "/apps/penny-night/addons", { plan: "heroku-postgresql:essential-0" });
    await sandbox("clock", "advance", "1m");
    const addons = (await heroku<{ id: string }[]>("GET", "/apps/penny-night/addons")).body;
    const schedules = `/client/v11/databases/${addons[0]?.id}/transfer-schedules`;
    expect((await heroku("POST", schedules, { hour: 2, timezone: "America/Chicago" })).status).toBe(201);
    const night = await sandbox("clock", "advance", "1d");
    expect(night.stdout).toMatch(
      /0[78]:00 UTC {2}backup {2}penny-night {2}DATABASE_URL: succeeded \(a001, \d+ bytes\)/,
    );
    expect(night.stdout).toContain("Ran meanwhile: 1 backup");
    expect(night.stdout).toMatch(/ UTC, 1 day, 1 minute ahead of this machine$/);
    const wrong = await sandbox("clock", "advance", "tomorrow");
    expect(wrong).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("neither a duration nor a time of day"),
    });
  });

  it("keeps the data, the ports, the keys and the clock over a stop", async () => {
    const before = [await variables(), await status()] as const;
    expect((await sandbox("stop")).exitCode).toBe(0);
    expect((await sandbox("status", "--json")).stdout).toContain('"running": false');
    expect((await sandbox("start")).exitCode).toBe(0);
    expect(await variables()).toEqual(before[0]);
    const after = await status();
    expect(after.ports).toEqual(before[1].ports);
    expect(Math.abs(after.clock.ahead_ms - before[1].clock.ahead_ms)).toBeLessThan(1000);
    expect((await heroku<unknown[]>("GET", "/client/v11/apps/penny-night/transfers")).body).toHaveLength(1);
  });

  it("starts again after it was killed, with its data", async () => {
    const { pid } = await status();
    process.kill(pid, "SIGKILL");
    const start = await sandbox("start");
    expect(start).toMatchObject({ exitCode: 0 });
    expect(start.stderr).toContain(`The last sandbox (pid ${pid}) was killed`);
    expect((await heroku("GET", "/apps/penny-night")).status).toBe(200);
  });

  it("acts out faults until they are cleared", async () => {
    await sandbox("faults", "add", "--service", "heroku", "--path", "^/account$", "--status", "503", "--times", "1");
    const answers = [await heroku("GET", "/account"), await heroku("GET", "/account")];
    expect(answers.map((answer) => answer.status)).toEqual([503, 200]);
    expect((await sandbox("faults", "clear")).stdout).toBe("1 faults ended.");
    expect((await sandbox("faults")).stdout).toBe("No faults are in force.");
  });

  it("admits nobody to its admin API without the token", async () => {
    expect((await fetch(`${(await status()).urls.admin}/status`)).status).toBe(401);
  });

  it("prints an address of its console that lets one browser in", async () => {
    const { stdout: address } = await sandbox("console", "--no-open");
    const visit = () => fetch(address, { redirect: "manual" });
    expect([(await visit()).status, (await visit()).status]).toEqual([303, 401]);
  });

  it("names the port that another program took, and the way on", async () => {
    const { ports } = await status();
    await sandbox("stop");
    const other = createServer();
    await new Promise<void>((done) => other.listen(ports["github"], "127.0.0.1", done));
    const start = await sandbox("start");
    await new Promise((done) => other.close(done));
    expect(start.exitCode).toBe(1);
    expect(start.stderr).toContain(`port ${ports["github"]}, on which this sandbox serves github, is taken by`);
    expect(start.stderr).toContain("bin/sandbox start --port");
  });

  it("asks before it removes data, and then removes all of them", async () => {
    expect((await sandbox("start")).exitCode).toBe(0);
    expect(await sandbox("reset")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--yes") });
    expect((await status()).running).toBe(true);
    expect((await sandbox("reset", "--yes")).exitCode).toBe(0);
    expect((await status()).running).toBe(false);
    expect(["sandbox.json", "state", "postgres", "backups"].filter((name) => existsSync(join(home, name)))).toEqual([]);
  });

  it("explains wrong usage", async () => {
    expect(await sandbox("begin")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("unknown command") });
    expect(await sandbox("clock", "frob")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("unknown command 'clock frob'; there are: advance, pause, resume"),
    });
    expect(await sandbox("faults", "frob")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("unknown command 'faults frob'; there are: add, list, clear"),
    });
    expect((await sandbox("--help")).stdout).toContain("Examples:");
  });
});

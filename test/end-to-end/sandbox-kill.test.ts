import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Home, type SandboxRecord } from "../../sandbox/home";
import { removeData } from "../../sandbox/remove-data";
import { call } from "../support/heroku-platform";
import { project } from "../support/stage";

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "sandbox-kill-"));
const home = new Home(join(folder, "home"));
let child: ChildProcess;

afterAll(async () => {
  child.kill("SIGTERM");
  if (child.exitCode === null) await once(child, "exit");
  await removeData(home);
  rmSync(folder, { recursive: true, force: true });
});

/** A sandbox in a process of its own, as `bin/sandbox start` starts it. */
async function start(): Promise<SandboxRecord> {
  child = fork(join(project, "sandbox/main.ts"), ["0"], {
    execArgv: ["--require", require.resolve("tsx/cjs")],
    env: { PATH: process.env["PATH"], SANDBOX_HOME: home.folder, PULUMI_HOME: join(folder, "pulumi-home") },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise<void>((done, fail) => {
    child.on("message", ({ ready, failed }: { ready?: true; failed?: { message: string } }) => {
      if (failed) fail(new Error(failed.message));
      if (ready) done();
    });
  });
  return home.read() as SandboxRecord;
}

const app = "/apps/penny-kill";

/** Sets config vars from four clients at once until the sandbox is gone; kills it after so many answers. Notes the last value answered for. */
async function hammer(
  { ports, credentials }: SandboxRecord,
  kills: number,
  answered: Map<string, number>,
): Promise<void> {
  let answers = 0;
  const write = async (name: string): Promise<void> => {
    for (let value = (answered.get(name) ?? 0) + 2; ; value += 1) {
      const { status } = await heroku({ ports, credentials }, "PATCH", `${app}/config-vars`, { [name]: String(value) });
      if (status === 200) answered.set(name, value);
      if ((answers += 1) === kills) child.kill("SIGKILL");
    }
  };
  await Promise.all(["A", "B", "C", "D"].map((name) => write(name).catch(() => undefined)));
  if (child.signalCode === null) await once(child, "exit");
}

const heroku = (
  { ports, credentials }: Pick<SandboxRecord, "ports" | "credentials">,
  method: string,
  path: string,
  body?: unknown,
) => call<Record<string, string>>(`http://127.0.0.1:${ports.heroku}`, credentials.herokuApiKey, method, path, { body });

/** The request in flight may have been done or not: then it is one value more. */
async function expectKept(record: SandboxRecord, answered: ReadonlyMap<string, number>): Promise<void> {
  const { body } = await heroku(record, "GET", `${app}/config-vars`);
  for (const [name, value] of answered) expect([value, value + 1]).toContain(Number(body[name]));
}

/** An app whose every change is so large that the changes are folded into the snapshot again and again: kills meet that, too. */
async function makeApp(record: SandboxRecord): Promise<void> {
  await heroku(record, "POST", "/apps", { name: "penny-kill" });
  expect((await heroku(record, "PATCH", `${app}/config-vars`, { LARGE: "x".repeat(30_000) })).status).toBe(200);
}

describe("a sandbox that is killed while clients write", () => {
  it("has everything that it had answered for when it starts again", async () => {
    const answered = new Map<string, number>();
    for (const kills of [25, 60, 111]) {
      const record = await start();
      if (answered.size === 0) await makeApp(record);
      await expectKept(record, answered);
      await hammer(record, kills, answered);
      expect(answered.size).toBe(4);
    }
    expect(readFileSync(home.stateFile("heroku-platform"), "utf8").slice(0, 20)).toMatch(/^\{"generation":[1-9]/);
    await expectKept(await start(), answered);
  });
});

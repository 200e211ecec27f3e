import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { processStart } from "../../sandbox/runtime/machine/process-identity";
import { tarball, webApplication } from "../support/sources";
import { openStage, type Stage } from "../support/stage";

jest.setTimeout(120_000);

interface Process {
  readonly pid: number;
  readonly born: string | undefined;
  readonly command: string;
}

/** All that a process started, and what that started, however deep. */
function descendantsOf(root: number): Process[] {
  const rows = execFileSync("ps", ["-ax", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  const all = rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)?.slice(1) ?? []);
  const found = new Set([root]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of all) if (found.has(Number(parent))) found.add(Number(pid));
  }
  return all
    .filter(([pid]) => found.has(Number(pid)) && Number(pid) !== root)
    .map(([pid, , command = ""]) => ({ pid: Number(pid), born: processStart(Number(pid)), command }));
}

describe("a sandbox that is killed", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.close());

  const dynos = async (): Promise<{ type: string; state: string }[]> =>
    (await stage.heroku("GET", "/apps/penny-killed/dynos")).body as { type: string; state: string }[];
  const until = async (done: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await done())) await pause(50);
  };
  const up = (type: string) => async () => (await dynos()).some((dyno) => dyno.type === type && dyno.state === "up");

  it("leaves no process behind: dynos, what those started, databases", async () => {
    await stage.heroku("POST", "/apps", { name: "penny-killed" });
    const { source_blob } = (await stage.heroku("POST", "/sources")).body as {
      source_blob: { put_url: string; get_url: string };
    };
    await fetch(source_blob.put_url, { method: "PUT", body: new Uint8Array(await tarball(webApplication())) });
    await stage.heroku("POST", "/apps/penny-killed/builds", { source_blob: { url: source_blob.get_url } });
    await until(up("web"));
    const command = "trap '' TERM HUP INT; setsid sleep 4000 & nohup sleep 4001 & sleep 4002";
    await stage.heroku("POST", "/apps/penny-killed/dynos", { command });
    await stage.heroku("PATCH", "/apps/penny-killed/config-vars", { LAST: "word" });
    const { running } = JSON.parse(readFileSync(join(stage.home, "sandbox.json"), "utf8")) as {
      running: { pid: number };
    };
    const parts = [/postgres/, /node server\.js/, /sleep 4000/, /sleep 4001/, /sleep 4002/];
    let started: Process[] = [];
    await until(() => {
      started = descendantsOf(running.pid);
      return parts.every((part) => started.some(({ command: args }) => part.test(args)));
    });
    process.kill(running.pid, "SIGKILL");
    const left = (): Process[] => started.filter(({ pid, born }) => born !== undefined && processStart(pid) === born);
    for (let tries = 0; tries < 200 && left().length > 0; tries += 1) await pause(50);
    expect(left()).toEqual([]);
  });

  it("goes on with all that was answered before", async () => {
    expect((await stage.sandbox("start")).exitCode).toBe(0);
    expect((await stage.heroku("GET", "/apps/penny-killed/config-vars")).body).toEqual({ LAST: "word" });
    await until(up("web"));
    expect((await dynos()).map(({ type }) => type)).toEqual(["web"]);
  });
});

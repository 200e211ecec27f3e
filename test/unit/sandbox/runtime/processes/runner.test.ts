import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runsAsRoot } from "../../../../../sandbox/runtime/machine/account";
import { LocalProcesses } from "../../../../../sandbox/runtime/processes/runner";
import { type ProcessRequest, type Slug } from "../../../../../sandbox/runtime/types";
import { processesNamed, uniqueSleep, untilGone } from "../../../../support/processes";

jest.setTimeout(30_000);

const home = mkdtempSync(join(tmpdir(), "processes-test-"));
chmodSync(home, 0o755);
const slugFolder = join(home, "slug");
mkdirSync(slugFolder);
writeFileSync(join(slugFolder, "file"), "as built");
const slug: Slug = {
  folder: slugFolder,
  processTypes: {},
  size: 0,
  detectedBuildpack: "",
  env: { GREETING: "from $HOME" },
};
const processes = new LocalProcesses({ home });
const root = runsAsRoot() ? it : it.skip;

afterAll(async () => {
  await processes.stopAll(0);
  rmSync(home, { recursive: true, force: true });
});

function start(command: string, log: (line: string) => void = () => undefined, more: Partial<ProcessRequest> = {}) {
  return processes.run({ command, slug, env: {}, log, memoryMb: 512, ...more });
}

async function outputOf(
  command: string,
  more: Partial<ProcessRequest> = {},
): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const run = await start(command, (line) => lines.push(line), more);
  return { code: await run.exited, lines };
}

/** Starts `command` and waits until it says "up". */
async function startAndSee(command: string) {
  let seen: () => void;
  const up = new Promise<void>((done) => (seen = done));
  const lines: string[] = [];
  const run = await start(command, (line) => {
    lines.push(line);
    if (line === "up") seen();
  });
  await up;
  return { run, lines };
}

describe("a process", () => {
  it("ends with its command's exit code", async () => {
    expect((await outputOf("exit 42")).code).toBe(42);
    expect((await outputOf("true && false")).code).toBe(1);
  });

  it("ends with 128 and the signal's number when a signal ended it, without a word of the shell's", async () => {
    expect(await outputOf("kill -9 $$")).toEqual({ code: 137, lines: [] });
  });

  it("says that a command is unknown, as a shell does", async () => {
    const { code, lines } = await outputOf("no-such-command");
    expect(code).toBe(127);
    expect(lines.join()).toContain("no-such-command");
  });

  it("sees its config vars and nothing of the caller's environment", async () => {
    process.env["CALLERS_SECRET"] = "leaked";
    const { lines } = await outputOf("env", { env: { SECRET_KEY: "k=1 'x'", PORT: "5000" } });
    delete process.env["CALLERS_SECRET"];
    expect(lines).toContain("SECRET_KEY=k=1 'x'");
    const names = lines.map((line) => line.split("=")[0]).sort();
    expect(names.filter((name) => !["_", "SHLVL"].includes(name!))).toEqual(
      ["GREETING", "HOME", "LANG", "LOGNAME", "PATH", "PORT", "PWD", "SECRET_KEY", "TMPDIR", "USER"].sort(),
    );
  });

  it("runs in a copy of the slug, which is HOME, and leaves nothing behind", async () => {
    const { lines } = await outputOf(
      'echo changed > file; echo new > other; pwd; echo "$HOME"; echo "$GREETING"; cat file',
    );
    const [folder, ...rest] = lines;
    expect(rest).toEqual([folder, `from ${folder}`, "changed"]);
    expect(existsSync(folder!)).toBe(false);
    expect(readFileSync(join(slugFolder, "file"), "utf8")).toBe("as built");
    expect(readdirSync(slugFolder)).toEqual(["file"]);
  });

  it("runs the slug's .profile.d scripts first", async () => {
    const folder = join(home, "with-profile");
    mkdirSync(join(folder, ".profile.d"), { recursive: true });
    writeFileSync(join(folder, ".profile.d", "a.sh"), "export FROM_PROFILE=yes");
    expect((await outputOf('echo "$FROM_PROFILE"', { slug: { ...slug, folder } })).lines).toEqual(["yes"]);
  });

  it("logs both of its outputs in lines, the last one too when it has no end", async () => {
    expect((await outputOf("echo one; echo two >&2; printf three")).lines.sort()).toEqual(["one", "three", "two"]);
  });

  it("gets a MemoryError when it asks for more than the dyno has", async () => {
    const { code, lines } = await outputOf("/usr/bin/python3 -c 'x = bytearray(200 * 1024 * 1024)'", { memoryMb: 64 });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe("MemoryError");
  });

  root("is a user of its own, whose files other processes cannot read", async () => {
    const { run, lines } = await startAndSee("id -u; pwd; echo up; exec sleep 100");
    const [uid, folder] = lines;
    expect(Number(uid)).toBeGreaterThan(20_000);
    const other = await outputOf(`id -u; cat ${folder}/file`);
    expect(other.lines[0]).not.toBe(uid);
    expect(other.lines.join()).toContain("Permission denied");
    await run.stop();
  });
});

describe("stopping", () => {
  it("lets a process finish what it does", async () => {
    const { run, lines } = await startAndSee(
      "trap 'echo finishing; exit 3' TERM; echo up; while :; do sleep 0.01; done",
    );
    await run.stop();
    expect(await run.exited).toBe(3);
    expect(lines).toContain("finishing");
  });

  it("waits for a program although the shell that started it has gone", async () => {
    const script = "trap 'sleep 0.2; echo finished; exit' TERM; echo up; while :; do sleep 0.01; done";
    const { run, lines } = await startAndSee(`bash -c "${script}"; echo next`);
    await run.stop();
    expect(lines).toContain("finished");
    expect(lines).not.toContain("next");
  });

  it("ends at once a program that does not handle the signal", async () => {
    const { run } = await startAndSee("echo up; exec sleep 100");
    await run.stop();
    expect(await run.exited).toBe(143);
  });

  it("kills what ignores it when the grace is over", async () => {
    const token = uniqueSleep();
    const { run } = await startAndSee(`trap '' TERM; ${token} & echo up; while :; do sleep 0.01; done`);
    await run.stop(100);
    expect(await run.exited).toBe(137);
    expect(await untilGone(token)).toEqual([]);
  });

  it("kills without a SIGTERM before when there is no grace, however busy this process is", async () => {
    const { run, lines } = await startAndSee("trap 'echo heard; exit 3' TERM; echo up; while :; do sleep 0.01; done");
    const stopped = run.stop(0);
    execFileSync("sleep", ["0.3"]);
    await stopped;
    expect({ code: await run.exited, lines }).toEqual({ code: 137, lines: ["up"] });
  });

  it("kills at once what was told before to stop in time", async () => {
    const { run } = await startAndSee("trap '' TERM; echo up; while :; do sleep 0.01; done");
    const inTime = run.stop(100_000);
    await run.stop(0);
    await inTime;
    expect(await run.exited).toBe(137);
  });

  it("works right after the start", async () => {
    const run = await start("exec sleep 100");
    await run.stop();
    expect(await run.exited).toBe(143);
  });

  it("comes by itself when the time is over", async () => {
    expect((await outputOf("exec sleep 100", { timeoutMs: 50 })).code).toBe(143);
  });
});

describe("nothing is left", () => {
  const tree = (token: string) => `trap '' TERM HUP; setsid ${token} & nohup ${token} >&2 & ${token} & echo up`;

  it("when the command ends before what it started", async () => {
    const token = uniqueSleep();
    await (
      await startAndSee(tree(token))
    ).run.exited;
    expect(await untilGone(token)).toEqual([]);
  });

  it.each(["SIGKILL", "SIGTERM"] as const)("when the sandbox gets %s", async (signal) => {
    const token = uniqueSleep();
    const program = join(__dirname, "../../../../support/dyno-parent.ts");
    const args = ["--require", "tsx/cjs", program, home, slugFolder, `${tree(token)}; wait`];
    const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    await once(parent.stdout, "data");
    expect(processesNamed(token)).not.toEqual([]);
    parent.kill(signal);
    await once(parent, "exit");
    expect(await untilGone(token)).toEqual([]);
  });

  it("of a killed sandbox's folders after the next process has started", async () => {
    const left = join(home, "dynos", "999999999-abc");
    mkdirSync(left, { recursive: true });
    await (
      await new LocalProcesses({ home }).run({ command: "true", slug, env: {}, log: () => undefined, memoryMb: 64 })
    ).exited;
    expect(existsSync(left)).toBe(false);
  });
});

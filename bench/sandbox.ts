import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { createHistogram } from "node:perf_hooks";
import { Pool, request } from "undici";
import { Home, type SandboxRecord } from "../sandbox/home";
import { removeData } from "../sandbox/remove-data";

/** `npm run bench:sandbox` measures the sandbox in a process of its own and prints a table; `-- --write` also puts it into docs/reference/performance.md. */
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const home = new Home(join(folder, "home"));
const many = 1000;
/** Of each load: fewer than Heroku's rate limit, which the sandbox keeps, lets through at once. */
const requests = Number(process.env["BENCH_REQUESTS"] ?? 2000);

interface Started {
  readonly child: ChildProcess;
  readonly record: SandboxRecord;
  readonly ms: number;
}

let running: ChildProcess | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    running?.kill("SIGTERM");
    process.exit(1);
  });

async function start(): Promise<Started> {
  const from = performance.now();
  const child = fork(join(__dirname, "../sandbox/main.ts"), ["0"], {
    execArgv: ["--require", require.resolve("tsx/cjs")],
    env: { PATH: process.env["PATH"], SANDBOX_HOME: home.folder, PULUMI_HOME: join(folder, "pulumi-home") },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  running = child;
  await new Promise<void>((done, fail) => {
    child.on("message", (message: { ready?: true; failed?: { message: string } }) => {
      if (message.failed) fail(new Error(message.failed.message));
      if (message.ready) done();
    });
  });
  return { child, record: home.read() as SandboxRecord, ms: performance.now() - from };
}

async function stop({ child }: Started): Promise<void> {
  child.kill("SIGTERM");
  if (child.exitCode === null) await once(child, "exit");
}

type Send = (count: number) => { readonly method: "GET" | "PATCH"; readonly path: string; readonly body?: string };

const loads: Readonly<Record<string, Send>> = {
  "GET of one app": () => ({ method: "GET", path: "/apps/bench-0" }),
  "GET of all apps, by pages of 200": () => ({ method: "GET", path: "/apps" }),
  "PATCH of config vars, with its release": (count) => ({
    method: "PATCH",
    path: `/apps/bench-${count % many}/config-vars`,
    body: `{"COUNT":"${count}"}`,
  }),
};

const headersOf = ({ credentials }: SandboxRecord): Record<string, string> => ({
  accept: "application/vnd.heroku+json; version=3",
  authorization: `Bearer ${credentials.herokuApiKey}`,
  "content-type": "application/json",
});

/** `1234/s, p50 1.2 ms, p99 4.5 ms, 0.6 ms of CPU each`; every client sends its next request when the last one is answered. */
async function load(record: SandboxRecord, send: Send, clients: number): Promise<string> {
  await letAnHourPass(record);
  const pool = new Pool(`http://127.0.0.1:${record.ports.heroku}`, { connections: clients });
  const histogram = createHistogram();
  let count = 0;
  const client = async (): Promise<void> => {
    while (count < requests) {
      const { body, ...sent } = send((count += 1));
      const from = performance.now();
      const answer = await pool.request({ ...sent, headers: headersOf(record), ...(body ? { body } : {}) });
      await answer.body.dump();
      if (answer.statusCode >= 400) throw new Error(`${sent.method} ${sent.path} answered ${answer.statusCode}`);
      histogram.record(Math.max(1, Math.round((performance.now() - from) * 1000)));
    }
  };
  const [from, cpuBefore] = [performance.now(), cpuMsOf(record.running?.pid)];
  await Promise.all(Array.from({ length: clients }, client));
  const rate = (histogram.count * 1000) / (performance.now() - from);
  const cpu = (cpuMsOf(record.running?.pid) - cpuBefore) / histogram.count;
  await pool.close();
  const ms = (percentile: number): string => (histogram.percentile(percentile) / 1000).toFixed(1);
  return `${Math.round(rate)}/s, p50 ${ms(50)} ms, p99 ${ms(99)} ms, ${cpu.toFixed(2)} ms of CPU each`;
}

/** Fills the rate limit's bucket again. */
async function letAnHourPass({ ports, credentials }: SandboxRecord): Promise<void> {
  const answer = await request(`http://127.0.0.1:${ports.admin}/clock/advance`, {
    method: "POST",
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ ms: 3_600_000 }),
  });
  await answer.body.dump();
}

/** What a process has used of the CPU, in its own code and in the kernel: it tells more than the time does when others use it, too. */
function cpuMsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** How long a command of `bin/sandbox` takes, as typed: the median of five. */
function commandMs(command: string): number {
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now();
    const { status } = spawnSync(join(__dirname, "../bin/sandbox"), [command], {
      env: { PATH: process.env["PATH"], SANDBOX_HOME: home.folder },
    });
    if (status !== 0) throw new Error(`bin/sandbox ${command} ended with ${status}`);
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[2] as number;
}

/** Resident memory of a process, MiB. */
function memoryOf(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

async function makeApps({ record }: Started): Promise<void> {
  const pool = new Pool(`http://127.0.0.1:${record.ports.heroku}`);
  for (let at = 0; at < many; at += 1) {
    const answer = await pool.request({
      method: "POST",
      path: "/apps",
      headers: headersOf(record),
      body: JSON.stringify({ name: `bench-${at}` }),
    });
    await answer.body.dump();
  }
  await pool.close();
}

const page = join(__dirname, "../docs/reference/performance.md");
const lines: string[] = [];

function print(line: string): void {
  console.log(line);
  lines.push(line);
}

/** In the place of what was measured before. */
function writePage(): void {
  const text = readFileSync(page, "utf8");
  const [from, to] = ["<!-- measured -->", "<!-- /measured -->"];
  const [before, after] = [text.split(from)[0], text.split(to)[1]];
  if (before === undefined || after === undefined) throw new Error(`${page} has no ${from} … ${to}`);
  writeFileSync(page, `${before}${from}\n\n${lines.join("\n")}\n\n${to}${after}`);
}

async function main(): Promise<void> {
  const [cpu] = cpus();
  print(
    `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load before ${loadavg()[0]?.toFixed(1)}\n`,
  );
  print("| what | measured |\n| --- | --- |");
  const row = (what: string, measured: string): void => print(`| ${what} | ${measured} |`);
  const started = ({ ms, child }: Started): string =>
    `${(ms / 1000).toFixed(1)} s, of CPU ${(cpuMsOf(child.pid) / 1000).toFixed(1)} s, ${memoryOf(child.pid)} MiB`;
  const first = await start();
  row("first start", started(first));
  await makeApps(first);
  row(`memory with ${many} apps`, `${memoryOf(first.child.pid)} MiB`);
  await stop(first);
  const second = await start();
  row(`start with ${many} apps`, started(second));
  for (const command of ["status", "env"])
    row(`\`bin/sandbox ${command}\``, `${(commandMs(command) / 1000).toFixed(2)} s`);
  for (const [what, send] of Object.entries(loads))
    for (const clients of [1, 16, 64])
      row(`${what}, ${clients} ${clients === 1 ? "client" : "clients"}`, await load(second.record, send, clients));
  row("memory after that", `${memoryOf(second.child.pid)} MiB`);
  await stop(second);
  if (process.argv.includes("--write")) writePage();
}

void main().finally(async () => {
  await removeData(home);
  rmSync(folder, { recursive: true, force: true });
});

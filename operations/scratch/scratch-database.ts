import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { Client, type ClientConfig } from "pg";
import { systemTime } from "../../clients/transport";
import { OperationError } from "../errors";
import { findPostgres, serverAccount } from "./programs";

export class ScratchFailed extends OperationError {
  readonly id = "scratch_failed";
}

/** A PostgreSQL server of this run's own, in a temporary folder, reachable by a socket in it alone. */
export interface ScratchDatabase {
  readonly connection: ClientConfig;
  /** @throws ScratchFailed with pg_restore's own words */
  restore(dump: string, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 30_000;
const user = "scratch";

/** @throws PostgresNotFound, ScratchFailed */
export async function openScratchDatabase(): Promise<ScratchDatabase> {
  const programs = findPostgres();
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), "penny-scratch-"));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, "data");
  const options = {
    cwd: folder,
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    extendEnv: false,
    ...account,
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const init = ["-D", data, "-U", user, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync", "--no-instructions"];
    const made = await execa(join(programs, "initdb"), init, { ...options, all: true, reject: false });
    if (made.failed) throw new ScratchFailed(`initdb made no temporary database: ${made.all || made.shortMessage}`);
    const server = await start(join(programs, "postgres"), data, folder, options);
    return {
      connection: { host: folder, user, database: "postgres" },
      restore: (dump, signal) => restore(join(programs, "pg_restore"), dump, folder, signal),
      close: async () => {
        await stop(server);
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

type Options = { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number };

async function start(program: string, data: string, folder: string, options: Options): Promise<ChildProcess> {
  const settings = { listen_addresses: "", unix_socket_directories: folder, fsync: "off", logging_collector: "off" };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(program, ["-D", data, ...args], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  let last = "";
  server.stderr?.on("data", (text: Buffer) => (last = text.toString().trim() || last));
  process.once("exit", () => server.kill("SIGQUIT"));
  for (const end = Date.now() + patienceMs; Date.now() < end && server.exitCode === null; await systemTime.sleep(20))
    if (isReady(data)) return server;
  await stop(server);
  throw new ScratchFailed(`the temporary database did not start: ${last}`);
}

/** The server writes its state into the last line of its pid file. */
function isReady(data: string): boolean {
  const file = join(data, "postmaster.pid");
  return existsSync(file) && readFileSync(file, "utf8").split("\n")[7]?.trim() === "ready";
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  await ended;
}

async function restore(program: string, dump: string, host: string, signal?: AbortSignal): Promise<void> {
  const args = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--dbname", "postgres", dump];
  const env = { PATH: process.env["PATH"], LC_ALL: "C", PGHOST: host, PGUSER: user };
  const done = await execa(program, args, { env, extendEnv: false, all: true, reject: false, cancelSignal: signal });
  signal?.throwIfAborted();
  if (done.failed) throw new ScratchFailed(`pg_restore does not take the backup: ${done.all || done.shortMessage}`);
}

/** Runs `work` on a connection that ends with it. */
export async function withClient<T>(config: ClientConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(config);
  client.on("error", () => undefined); // also rejects the query in flight, which is where it is told
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

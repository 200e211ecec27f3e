import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { runsAsRoot } from "../../../../../sandbox/runtime/machine/account";
import { outsideFolder } from "../../../../../sandbox/runtime/machine/folders";
import { DatabasePortTaken, TransferFailed } from "../../../../../sandbox/runtime/postgres/errors";
import { PostgresServer } from "../../../../../sandbox/runtime/postgres/server";
import { type Database } from "../../../../../sandbox/runtime/types";

jest.setTimeout(30_000);

const home = mkdtempSync(join(tmpdir(), "postgres-test-"));
chmodSync(home, 0o755);
const server = new PostgresServer({ home });
const silent = () => undefined;

async function query<T extends object>(database: Pick<Database, "url">, sql: string, ssl = true): Promise<T[]> {
  const client = new Client({ connectionString: database.url, ssl: ssl && { rejectUnauthorized: false } });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(() => server.start());
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

describe("a database add-on", () => {
  it("is named as Heroku names it and belongs to its own role", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    expect(database.name).toMatch(/^d[a-z0-9]{13}$/);
    expect(database.user).toMatch(/^u[a-z0-9]{13}$/);
    expect(await query(database, "SELECT current_user AS me, current_database() AS here")).toEqual([
      { me: database.user, here: database.name },
    ]);
    await query(database, "CREATE TABLE t (id int)");
    expect(await server.statistics(database)).toMatchObject({ tables: 1, connections: 0 });
  });

  it("answers psql with its DATABASE_URL as typed, over TLS", async () => {
    const { url } = await server.createDatabase({ connectionLimit: 20 });
    const sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    expect(execFileSync("psql", [url, "-Atc", sql], { encoding: "utf8" }).trim()).toBe("t");
  });

  it("refuses a connection without TLS", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    await expect(query(database, "SELECT 1", false)).rejects.toThrow(/no encryption/);
  });

  it("refuses a wrong password, and the role of another add-on", async () => {
    const [mine, foreign] = await Promise.all([1, 2].map(() => server.createDatabase({ connectionLimit: 20 })));
    const wrong = mine!.url.replace(mine!.password, "wrong");
    const trespass = mine!.url.replace(mine!.name, foreign!.name);
    await expect(query({ url: wrong }, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await expect(query({ url: trespass }, "SELECT 1")).rejects.toThrow(/permission denied for database/);
    await expect(query({ url: mine!.url.replace(mine!.name, "postgres") }, "SELECT 1")).rejects.toThrow(/permission/);
  });

  it("holds the plan's limit of connections", async () => {
    const database = await server.createDatabase({ connectionLimit: 1 });
    const first = new Client({ connectionString: database.url, ssl: { rejectUnauthorized: false } });
    await first.connect();
    await expect(query(database, "SELECT 1")).rejects.toThrow(/too many connections for role/);
    await first.end();
  });

  it("is gone after it was dropped, with its role, though someone is connected", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    const client = new Client({ connectionString: database.url, ssl: { rejectUnauthorized: false } });
    client.on("error", silent);
    await client.connect();
    await server.dropDatabase(database);
    await expect(query(database, "SELECT 1")).rejects.toThrow();
  });
});

describe("a backup", () => {
  it("brings back what was there, and nothing that came later", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    const file = join(home, "backup.dump");
    const lines: string[] = [];
    await query(database, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
    await server.dump(database, file, (line) => lines.push(line));
    await query(database, "INSERT INTO kept VALUES (2); CREATE TABLE later (id int)");
    await server.restore(database, file, (line) => lines.push(line));
    expect(await query(database, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
    expect(await query(database, "SELECT to_regclass('later') AS later")).toEqual([{ later: null }]);
    expect(lines.join("\n")).toContain('dumping contents of table "public.kept"');
    expect(lines.join("\n")).not.toContain(database.password);
  });

  it("can be restored into another add-on's database", async () => {
    const [from, to] = await Promise.all([1, 2].map(() => server.createDatabase({ connectionLimit: 20 })));
    const file = join(home, "other.dump");
    await query(from!, "CREATE TABLE moved AS SELECT 7 AS id");
    await server.dump(from!, file, silent);
    await server.restore(to!, file, silent);
    expect(await query(to!, "SELECT tableowner, id FROM moved, pg_tables WHERE tablename = 'moved'")).toEqual([
      { tableowner: to!.user, id: 7 },
    ]);
  });

  it("fails with the program's own message when the file is no dump", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    const file = join(home, "broken.dump");
    writeFileSync(file, "not a dump");
    await expect(server.restore(database, file, silent)).rejects.toThrow(TransferFailed);
    await expect(server.restore(database, file, silent)).rejects.toThrow(/valid archive/);
  });
});

describe("a restart", () => {
  it("keeps the data and the DATABASE_URL", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    await query(database, "CREATE TABLE stays AS SELECT 1 AS id");
    await server.stop();
    await server.start();
    expect(await query(database, "SELECT id FROM stays")).toEqual([{ id: 1 }]);
  });

  it("mends what a killed server left: its pid file and its unwritten pages", async () => {
    const database = await server.createDatabase({ connectionLimit: 20 });
    await query(database, "CREATE TABLE survives AS SELECT 1 AS id");
    const pid = Number(readFileSync(join(server.folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
    await server.stop();
    await server.start();
    expect(await query(database, "SELECT id FROM survives")).toEqual([{ id: 1 }]);
  });

  it("says that another program took the port", async () => {
    const { port } = JSON.parse(readFileSync(join(server.folder, "cluster.json"), "utf8")) as { port: number };
    await server.stop();
    const other = createServer();
    await new Promise<void>((done) => other.listen(port, "127.0.0.1", done));
    await expect(server.start()).rejects.toThrow(DatabasePortTaken);
    await new Promise((done) => other.close(done));
    await server.start();
  });
});

it("ends when the sandbox is killed, and serves the same data in the next one", async () => {
  const place = mkdtempSync(join(tmpdir(), "postgres-killed-"));
  chmodSync(place, 0o755);
  const program = join(__dirname, "../../../../support/database-parent.ts");
  const parent = spawn(process.execPath, ["--require", "tsx/cjs", program, place], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = (await once(parent.stdout, "data")) as [Buffer];
  const database = { url: url.toString().trim() };
  await query(database, "CREATE TABLE survives AS SELECT 1 AS id");
  parent.kill("SIGKILL");
  await once(parent, "exit");
  const next = new PostgresServer({ home: place });
  try {
    await next.start();
    expect(await query(database, "SELECT id FROM survives")).toEqual([{ id: 1 }]);
    expect(readFileSync(join(next.folder, "server.log"), "utf8")).toContain("received fast shutdown request");
  } finally {
    await next.stop();
    rmSync(place, { recursive: true, force: true });
  }
});

(runsAsRoot() ? it : it.skip)(
  "lays the databases outside a home that only root can enter, and says where",
  async () => {
    const closed = mkdtempSync(join(tmpdir(), "postgres-closed-"));
    const lines: string[] = [];
    const outside = new PostgresServer({ home: closed, log: (line) => lines.push(line) });
    try {
      await outside.start();
      expect(outside.folder).toBe(join(outsideFolder(closed), "postgres"));
      expect(lines.join()).toContain(outside.folder);
    } finally {
      await outside.stop();
      rmSync(outsideFolder(closed), { recursive: true, force: true });
      rmSync(closed, { recursive: true, force: true });
    }
  },
);

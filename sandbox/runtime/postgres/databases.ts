import { randomBytes, randomInt } from "node:crypto";
import { Client, type ClientConfig, escapeIdentifier, escapeLiteral } from "pg";
import { type Database, type DatabaseStatistics } from "../types";
import { ExtensionNotMade } from "./errors";

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** As Heroku names databases (`d…`) and roles (`u…`). */
function randomName(prefix: "d" | "u"): string {
  return prefix + Array.from({ length: 13 }, () => alphabet[randomInt(alphabet.length)]).join("");
}

export function newDatabase(port: number): Database {
  const [name, user, password, host] = [
    randomName("d"),
    randomName("u"),
    `p${randomBytes(32).toString("hex")}`,
    "127.0.0.1",
  ];
  return { name, user, password, host, port, url: `postgres://${user}:${password}@${host}:${port}/${name}` };
}

export async function withClient<T>(config: ClientConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(config);
  client.on("error", () => undefined); // a lost connection also rejects the query in flight, which is where it is told
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** After initdb: no role may enter what is not its own. */
export async function closeTemplates(client: Client): Promise<void> {
  await client.query("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
}

async function createEmpty(client: Client, name: string, owner: string): Promise<void> {
  await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`);
  await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`);
}

export async function create(client: Client, database: Database, connectionLimit: number): Promise<void> {
  const password = escapeLiteral(database.password);
  await client.query(
    `CREATE ROLE ${escapeIdentifier(database.user)} LOGIN PASSWORD ${password} CONNECTION LIMIT ${Math.trunc(connectionLimit)}`,
  );
  await createEmpty(client, database.name, database.user);
}

export async function drop(client: Client, database: Database): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(database.name)} WITH (FORCE)`);
  await client.query(`DROP ROLE IF EXISTS ${escapeIdentifier(database.user)}`);
}

/** Ends its sessions and leaves it without any object. */
export async function empty(client: Client, database: Database): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(database.name)} WITH (FORCE)`);
  await createEmpty(client, database.name, database.user);
}

/** As the database's owner, so that only extensions are made that need no superuser. */
export async function addExtensions(client: Client, extensions: readonly string[]): Promise<void> {
  for (const extension of extensions)
    try {
      await client.query(`CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)} WITH SCHEMA public`);
    } catch (error) {
      throw new ExtensionNotMade(extension, (error as Error).message);
    }
}

export async function endSessions(client: Client, database: Database): Promise<void> {
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [database.name]);
}

const statisticsQuery = `
  SELECT pg_database_size(current_database())::float8 AS bytes,
    (SELECT count(*)::int FROM pg_stat_user_tables) AS tables,
    (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()) AS connections,
    split_part(current_setting('server_version'), ' ', 1) AS version`;

/** Of the database that `client` is connected to; its own connection is not counted. */
export async function readStatistics(client: Client): Promise<DatabaseStatistics> {
  const { rows } = await client.query<DatabaseStatistics>(statisticsQuery);
  return rows[0] as DatabaseStatistics;
}

import { type Client, type ClientConfig, escapeIdentifier } from "pg";
import { type TableContents } from "../plans/contents";
import { withClient } from "../scratch/scratch-database";

const tablesQuery = `
  SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_%'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1, 2`;

/** So that the same rows read the same on every server. */
const settings = [
  "SET TimeZone = 'UTC'",
  "SET DateStyle = 'ISO, YMD'",
  "SET IntervalStyle = 'iso_8601'",
  "SET bytea_output = 'hex'",
  "SET extra_float_digits = 1",
];

/** Every table's rows, counted and summed up, as of one moment. The checksum does not depend on the rows' order. */
export function readContents(
  config: ClientConfig,
  onTable: (name: string) => void = () => undefined,
): Promise<TableContents[]> {
  return withClient(config, async (client) => {
    for (const setting of settings) await client.query(setting);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ schema: string; name: string }>(tablesQuery);
    const contents: TableContents[] = [];
    for (const { schema, name } of rows) {
      onTable(name);
      contents.push(await readTable(client, schema, name));
    }
    await client.query("COMMIT");
    return contents;
  });
}

async function readTable(client: Client, schema: string, name: string): Promise<TableContents> {
  const half = (from: number) =>
    `coalesce(sum(('x' || substr(md5(t::text), ${from}, 15))::bit(60)::bigint::numeric), 0)`;
  const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
  const { rows } = await client.query<{ rows: number; checksum: string }>(
    `SELECT count(*)::float8 AS rows, ${half(1)}::text || '-' || ${half(16)}::text AS checksum FROM ${table} t`,
  );
  const { rows: count = 0, checksum = "" } = rows[0] ?? {};
  return { table: schema === "public" ? name : `${schema}.${name}`, rows: count, checksum };
}

/** Applied migrations as `app.name`, when the database is Django's. */
export function readMigrations(config: ClientConfig): Promise<string[]> {
  return withClient(config, async (client) => {
    const there = await client.query("SELECT FROM pg_class WHERE relname = 'django_migrations' AND relkind = 'r'");
    if (there.rowCount === 0) return [];
    const { rows } = await client.query<{ name: string }>(
      "SELECT app || '.' || name AS name FROM django_migrations ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  });
}

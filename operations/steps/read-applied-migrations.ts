import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Key, keyOf } from "../migrations/keys";
import { withClient } from "../scratch/scratch-database";
import { liveDatabase } from "./live-database";

/** A row of `django_migrations`. */
export interface AppliedMigration {
  readonly key: Key;
  readonly applied: Date;
}

export class DatabaseUnreadable extends OperationError {
  readonly id = "database_unreadable";
  constructor(cause: Error) {
    super(
      `which migrations the database has cannot be read from this machine: ${cause.message}. ` +
        "Is port 5432 of Heroku's databases open from here? Nothing was changed",
      { cause },
    );
  }
}

/** In the order in which they were applied; empty when the database is not Django's. @throws DatabaseUnreadable */
export async function readAppliedMigrations(context: Context): Promise<AppliedMigration[]> {
  const connection = await liveDatabase(context, context.app.name);
  try {
    return await withClient(connection, async (client) => {
      const there = await client.query("SELECT FROM pg_class WHERE relname = 'django_migrations' AND relkind = 'r'");
      if (there.rowCount === 0) return [];
      const query = "SELECT app, name, applied FROM django_migrations ORDER BY id";
      const { rows } = await client.query<{ app: string; name: string; applied: Date }>(query);
      return rows.map(({ applied, ...row }) => ({ key: keyOf(row), applied }));
    });
  } catch (error) {
    throw new DatabaseUnreadable(error as Error);
  }
}

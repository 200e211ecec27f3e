import { type Context } from "../context";
import { missingMigrations } from "../plans/restore";
import { plural } from "../words";
import { liveDatabase } from "./live-database";
import { readContents, readMigrations } from "./read-contents";

/** Applied migrations, to compare with after the restore; undefined when the database cannot be reached from here. */
export async function noteMigrations(context: Context): Promise<string[] | undefined> {
  try {
    return await readMigrations(await liveDatabase(context, context.app.name));
  } catch {
    return undefined;
  }
}

/** What is in the database, and whether the serving code expects more; a database that this machine cannot reach is told, not an error. */
export async function checkRestored(context: Context, before: readonly string[] | undefined): Promise<string> {
  try {
    const connection = await liveDatabase(context, context.app.name);
    const contents = await readContents(connection);
    const missing = missingMigrations(before ?? [], await readMigrations(connection));
    const rows = contents.reduce((sum, table) => sum + table.rows, 0);
    const found = `${plural(contents.length, "table")}, ${plural(rows, "row")}`;
    if (missing.length === 0) return found;
    return (
      `${found}. The code that serves expects ${plural(missing.length, "migration")} that the backup does not have ` +
      `(${missing.join(", ")}): \`heroku run python manage.py migrate --app ${context.app.name}\` applies them, or deploy the commit from before them`
    );
  } catch (error) {
    return `not checked: the database cannot be read from this machine (${(error as Error).message})`;
  }
}

import { type Addon, type Context, makeOnce, Refused, resource, string, undefinedIfGone } from "../engine/definition";
import { backup } from "./rules/backup";
import { sameAddon } from "./rules/same";
import { locateBackup } from "./steps/locate-backup";
import { restoreName, restoresOf, statusOf } from "./steps/restores-of";
import { waitForRestore } from "./steps/wait-for-restore";

export const postgresRestore = resource({
  name: "PostgresRestore",
  description: `
Fills an empty Heroku Postgres database from a backup, once: what an environment that is made anew begins with. It never overwrites. A
database that has tables is refused, and so is another backup for one that was filled; \`heroku pg:backups:restore\` replaces the content of
a database in use. One that failed half-way is restored anew by the next \`up\`. Deleting it only forgets it.

\`backup\` is a secret: whoever has the signed URL of a dump can read the dump. It must be good until Heroku has downloaded it.

Import by the database, its id or name: \`pulumi import heroku:index:PostgresRestore data postgresql-round-12345\`.

## Example

\`\`\`typescript
const database = new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" }, { protect: true });
new heroku.PostgresRestore("data", { database: database.id, backup: config.requireSecret("restoreFrom") });
\`\`\`
`,
  inputs: {
    database: string({
      description: "The id (or name) of the Heroku Postgres add-on, which must be empty.",
      required: true,
      forceNew: true,
      sameThing: sameAddon,
    }),
    backup: string({
      description:
        "What is restored: a backup that Heroku keeps, as `<app>::<backup>` (`penny-qa::b003`), or the https URL of a dump in pg_dump's custom format.",
      required: true,
      secret: true,
      // An imported one has none in the state.
      forceNew: () => true,
      writeOnly: true,
      validate: backup,
    }),
  },
  outputs: {
    status: string({ description: "`succeeded`, `failed` or `pending`.", required: true }),
    transferId: string({ description: "The id of Heroku's transfer.", required: true }),
    restoredAt: string({ description: "When it ended, as Heroku writes it." }),
  },
  importForm: "the database's id or name",
  waitMinutes: 120,
  refuse({ status, backup: restored, database: filled }, { backup: declared, database }) {
    if (status !== "succeeded" || !restored || !declared || restored === declared || filled !== database)
      return undefined;
    return (
      "its database was filled from another backup, and may be in use: nothing was restored. To keep the data as they are, declare the backup " +
      "as before, or no restore at all. To replace them: `bin/penny restore <backup>`, or `heroku pg:backups:restore`"
    );
  },
  async create({ database, backup: declared }, context) {
    const addon = await context.platform.addons.get(database, context.signal);
    await requireEmpty(addon, context);
    const uuid = await begin(addon, declared, context);
    context.made(addon.id, { transferId: uuid });
    await waitForRestore(addon.app.id, uuid, context);
  },
  async find(importId, { platform, signal }) {
    const addon = await platform.addons.get(importId, signal).catch(undefinedIfGone);
    return addon && { id: addon.id, inputs: { database: addon.id } };
  },
  async read(id, { inputs, outputs }, context) {
    const addon = await context.platform.addons.get(id, context.signal).catch(undefinedIfGone);
    if (!addon || addon.state === "deprovisioning" || addon.state === "deprovisioned") return undefined;
    const { database } = inputs;
    const { status, transferId, restoredAt } = outputs;
    // Heroku forgets old transfers; what has succeeded needs no second look.
    if (status === "succeeded" && transferId)
      return { inputs: { database }, outputs: { status, transferId, restoredAt } };
    const latest = await latestSince(transferId, addon, context);
    if (!latest) return undefined;
    return {
      inputs: { database },
      outputs: { status: statusOf(latest), transferId: latest.uuid, restoredAt: latest.finished_at ?? undefined },
    };
  },
  async unfinished(_id, { status }) {
    return status === "succeeded" ? undefined : { output: "status", replaces: false };
  },
  /** Waits for what is under way; restores anew over the remains of one that failed. */
  async update(id, { backup: declared }, { outputs }, context) {
    if (outputs.status === "succeeded") return;
    const addon = await context.platform.addons.get(id, context.signal);
    const latest = await latestSince(outputs.transferId, addon, context);
    const again = !latest || statusOf(latest) === "failed";
    await waitForRestore(addon.app.id, again ? await begin(addon, declared, context) : latest.uuid, context);
  },
  // What was restored stays: deleting this only forgets it.
  async delete() {},
});

/** The newest restore from the one that is known on. */
async function latestSince(transferId: string | undefined, { app }: Addon, context: Context) {
  const all = await restoresOf(app.id, context);
  const ours = all.find(({ uuid }) => uuid === transferId);
  return all.filter(({ num }) => num >= (ours?.num ?? 0)).at(-1);
}

async function begin({ id, name, app }: Addon, declared: string, context: Context): Promise<string> {
  const address = await locateBackup(declared, context);
  const making = {
    what: `a restore onto ${name}`,
    make: async () => withId(await context.data.transfers.restore(id, address)),
    alike: async () => (await restoresOf(app.id, context)).map(withId),
  };
  return (await makeOnce(making, context)).id;
}

const withId = ({ uuid }: { readonly uuid: string }) => ({ id: uuid });

/** @throws Refused `database_not_empty`, with what to do instead */
async function requireEmpty({ id, name, app }: Addon, context: Context): Promise<void> {
  const { num_tables: tables } = await context.data.databases.get(id, context.signal);
  const latest = (await restoresOf(app.id, context)).at(-1);
  const running = latest && statusOf(latest) === "pending";
  if (tables === 0 && !running) return;
  const found = running
    ? `is being restored (${restoreName(latest)})`
    : `has ${tables} ${tables === 1 ? "table" : "tables"}`;
  throw new Refused(
    "database_not_empty",
    `${name} of ${app.name} ${found}: a declared restore fills an empty database only, and nothing was restored. To keep its data, declare no ` +
      `restore. To replace them: \`bin/penny restore <backup>\`, or \`heroku pg:backups:restore\`. When it is what an interrupted \`up\` restored, ` +
      `import it: \`pulumi import heroku:index:PostgresRestore <name> ${name}\``,
  );
}

import {
  ApiError,
  type BackupSchedule,
  type Context,
  integer,
  isNotFound,
  Refused,
  resource,
  string,
  strings,
  undefinedIfGone,
  waitUntil,
} from "../engine/definition";
import { splitImportId } from "./rules/reference";
import { sameAddon } from "./rules/same";
import { canonicalTimezone, hourOfDay, timezone } from "./rules/time";

export const backupSchedule = resource({
  name: "BackupSchedule",
  description: `
The daily backup of a Heroku Postgres database. A database has one schedule of a name: one that somebody made by hand is taken over.

How long backups are kept depends on the database's plan; \`retainWeeks\` and \`retainMonths\` tell.

Import by the database (its id or name) and the schedule's id or name:
\`pulumi import heroku:index:BackupSchedule nightly postgresql-round-12345/DATABASE_URL\`.

## Example

\`\`\`typescript
new heroku.BackupSchedule("nightly", { database: database.id, hour: 2, timezone: "America/Chicago" });
\`\`\`
`,
  inputs: {
    database: string({
      description: "The id (or name) of the Heroku Postgres add-on.",
      required: true,
      forceNew: true,
      sameThing: sameAddon,
    }),
    hour: integer({
      description: "The hour at which the backup begins, 0 to 23, in `timezone`.",
      required: true,
      validate: hourOfDay,
    }),
    timezone: string({
      description: "A time zone of the tz database, such as `America/Chicago`; daylight saving is followed.",
      default: "UTC",
      canonical: canonicalTimezone,
      validate: timezone,
    }),
    name: string({
      description: "What the schedule is called. The Heroku CLI names it after the database's config var.",
      default: "DATABASE_URL",
      forceNew: true,
    }),
  },
  outputs: {
    days: strings({ description: 'The days on which it runs: `["Monday", …]`.', required: true, unordered: true }),
    retainWeeks: integer({ description: "For how many weeks a weekly backup is kept.", required: true }),
    retainMonths: integer({ description: "For how many months a monthly backup is kept.", required: true }),
  },
  importForm: "DATABASE/SCHEDULE, each by id or by name",
  async create({ database, hour, timezone, name }, context) {
    const schedule = await waitUntil(
      `database ${database} takes a backup schedule`,
      () =>
        context.data.schedules
          .put(database, { hour, timezone: timezone ?? "UTC", name: name ?? "DATABASE_URL" })
          .catch(notReady),
      context,
    );
    context.made(schedule.uuid);
  },
  async find(importId, context) {
    const parts = splitImportId(importId);
    if (!parts)
      throw new Refused(
        "import_id",
        `${importId} is not DATABASE/SCHEDULE, such as postgresql-round-12345/DATABASE_URL`,
      );
    const { parent, rest } = parts;
    const database = (await context.platform.addons.get(parent, context.signal).catch(undefinedIfGone))?.id ?? parent;
    const schedule = await scheduleOf(database, ({ uuid, name }) => uuid === rest || name === rest, context);
    return schedule && { id: schedule.uuid, inputs: { database } };
  },
  async read(id, { inputs }, context) {
    const schedule = await scheduleOf(inputs.database, ({ uuid }) => uuid === id, context);
    if (!schedule) return undefined;
    const { hour, timezone, name, days, retain_weeks, retain_months } = schedule;
    return {
      inputs: { database: inputs.database, hour: Number(hour), timezone, name },
      outputs: { days, retainWeeks: retain_weeks, retainMonths: retain_months },
    };
  },
  async update(_id, { database, hour, timezone, name }, _known, { data }) {
    await data.schedules.put(database, { hour, timezone: timezone ?? "UTC", name: name ?? "DATABASE_URL" });
  },
  async delete(id, { inputs, outputs }, { data }) {
    await data.schedules.delete(inputs.database ?? outputs.database ?? "", id);
  },
});

/** While a database is being provisioned the Data API answers 404 without its `not_found`. */
function notReady(error: unknown): undefined {
  if (isNotFound(error) || !(error instanceof ApiError) || error.status !== 404) throw error;
}

async function scheduleOf(
  database: string,
  chosen: (schedule: BackupSchedule) => boolean,
  { data, signal }: Context,
): Promise<BackupSchedule | undefined> {
  const schedules = await data.schedules.list(database, signal).catch(undefinedIfGone);
  return schedules?.find(chosen);
}

import { integer, resource, string, strings } from "../engine/definition";
import { hourOfDay, timezone } from "./rules/time";

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
    }),
    hour: integer({
      description: "The hour at which the backup begins, 0 to 23, in `timezone`.",
      required: true,
      validate: hourOfDay,
    }),
    timezone: string({
      description: "A time zone of the tz database, such as `America/Chicago`; daylight saving is followed.",
      default: "UTC",
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
});

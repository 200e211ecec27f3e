import { resource, string } from "../engine/definition";
import { canonicalDynoSize, dynoSize } from "./rules/dyno-size";
import { canonicalFrequency, frequency } from "./rules/frequency";
import { notBlank } from "./rules/names";

export const schedulerJob = resource({
  name: "SchedulerJob",
  description: `
A job of Heroku Scheduler: a command that a one-off dyno of the app runs at regular times. The app needs the add-on \`scheduler:standard\`
first. Scheduler is best effort and may skip a run. A change shows at the next run.

Heroku documents no API for Scheduler; this uses the one of its dashboard.

Import by the app (its id or name) and the job's id: \`pulumi import heroku:index:SchedulerJob nightly penny-university/881234\`.

## Example

\`\`\`typescript
const scheduler = new heroku.Addon("scheduler", { app: app.id, plan: "scheduler:standard" });
new heroku.SchedulerJob(
  "background-tasks",
  { app: app.id, command: "python manage.py background_tasks --duration 600", frequency: "every 10 minutes" },
  { dependsOn: scheduler },
);
\`\`\`
`,
  inputs: {
    app: string({ description: "The app's id (or name).", required: true, forceNew: true }),
    command: string({
      description: "What runs, in a shell in the app's folder: `python manage.py clearsessions`.",
      required: true,
      validate: notBlank,
    }),
    frequency: string({
      description:
        "When it runs: `every 10 minutes`; `hourly at :MM` with 00, 10, 20, 30, 40 or 50; or `daily at HH:MM` in UTC, on the hour or the half hour.",
      required: true,
      canonical: canonicalFrequency,
      validate: frequency,
    }),
    dynoSize: string({
      description: "The size of the dyno it runs on: `Basic`, `Standard-1X`, … Heroku chooses when none is declared.",
      computed: true,
      canonical: canonicalDynoSize,
      validate: dynoSize,
    }),
  },
  outputs: {
    lastRun: string({
      description: "When it last began to run, in ISO 8601, as of the last refresh; empty before the first run.",
    }),
  },
});

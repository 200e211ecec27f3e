import {
  ApiError,
  type Context,
  type Job,
  makeOnce,
  Refused,
  resource,
  string,
  undefinedIfGone,
} from "../engine/definition";
import { canonicalDynoSize, dynoSize } from "./rules/dyno-size";
import { canonicalFrequency, formatFrequency, frequency, parseFrequency } from "./rules/frequency";
import { notBlank } from "./rules/names";
import { isUuid, reference, splitImportId } from "./rules/reference";
import { sameApp } from "./rules/same";

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
    app: string({ description: "The app's id (or name).", required: true, forceNew: true, sameThing: sameApp }),
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
  importForm: "APP/JOB: the app's id or name, the job's id",
  async create(inputs, context) {
    const app = await appId(inputs.app, context);
    const { jobs } = context.scheduler;
    const declared = attributes(inputs);
    const job = await makeOnce(
      {
        what: `job \`${declared.command}\` of app ${inputs.app}`,
        make: () => jobs.create(app, declared).catch((error: unknown) => withoutScheduler(error, inputs.app)),
        alike: async () => (await jobsOf(app, context)).filter(({ command }) => command === declared.command),
      },
      context,
    );
    context.made(job.id);
  },
  async find(importId, context) {
    const parts = splitImportId(importId);
    if (!parts) throw new Refused("import_id", `${importId} is not APP/JOB, such as penny-university/881234`);
    const app = await liveApp(parts.parent, context);
    return app && { id: parts.rest, inputs: { app: app.id } };
  },
  async read(id, { inputs }, context) {
    const app = await liveApp(inputs.app, context);
    const job = app && (await jobsOf(app.id, context)).find((one) => one.id === id);
    if (!job) return undefined;
    return {
      inputs: {
        app: reference(inputs.app, app),
        command: job.command,
        frequency: formatFrequency(job),
        dynoSize: job.dynoSize && canonicalDynoSize(job.dynoSize),
      },
      outputs: { lastRun: job.ranAt },
    };
  },
  async update(id, inputs, { outputs }, context) {
    const app = await appId(inputs.app, context);
    await context.scheduler.jobs.update(
      app,
      id,
      attributes({ ...inputs, dynoSize: inputs.dynoSize ?? outputs.dynoSize }),
    );
  },
  async delete(id, { inputs, outputs }, context) {
    const app = await liveApp(inputs.app ?? outputs.app ?? "", context);
    if (!app) return;
    const there = async () => (await jobsOf(app.id, context)).some((one) => one.id === id);
    if (!(await there())) return;
    await context.scheduler.jobs.delete(app.id, id).catch(async (error: unknown) => {
      // A repeat after a lost answer finds nothing, and how Scheduler says so is not documented.
      if (await there()) throw error;
    });
  },
});

interface Declared {
  readonly command: string;
  readonly frequency: string;
  readonly dynoSize?: string;
}

function attributes({ command, frequency: text, dynoSize: size }: Declared) {
  const recurrence = parseFrequency(text);
  if (!recurrence) throw new Refused("frequency", frequency(text)[0]?.reason ?? text);
  return { command, dynoSize: size, ...recurrence };
}

/** Scheduler knows apps by their id only. */
async function appId(app: string, { platform, signal }: Context): Promise<string> {
  return isUuid(app) ? app : (await platform.apps.get(app, signal)).id;
}

async function liveApp(app: string, { platform, signal }: Context) {
  return platform.apps.get(app, signal).catch(undefinedIfGone);
}

/** An app without the add-on has no jobs; what Scheduler answers then is not known, so the add-ons are asked. */
async function jobsOf(app: string, { platform, scheduler, signal }: Context): Promise<Job[]> {
  try {
    return await scheduler.jobs.list(app, signal);
  } catch (error) {
    const addons = await platform.addons.listOfApp(app, signal);
    if (addons.some(({ addon_service }) => addon_service.name === "scheduler")) throw error;
    return [];
  }
}

function withoutScheduler(error: unknown, app: string): never {
  if (!(error instanceof ApiError) || error.status !== 404) throw error;
  const next = `Does the app have the add-on? \`heroku addons:create scheduler:standard --app ${app}\`, or an Addon that this job depends on`;
  throw new Refused("no_scheduler", `${error.message}. ${next}`);
}

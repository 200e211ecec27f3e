import { type Job } from "../../clients/heroku-scheduler";
import { ApiError } from "../../clients/transport";
import { type Context } from "../context";
import { held, isHeld, released } from "../plans/jobs";
import { plural } from "../words";

/** Heroku Scheduler's jobs; none when the app does not have the add-on. */
export async function listJobs({ heroku, app, signal }: Context): Promise<Job[]> {
  try {
    return await heroku.scheduler.jobs.list(app.id, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}

/** Lets no job do anything until `releaseJobs`, and ends the runs that are under way. */
export async function holdJobs(context: Context): Promise<string> {
  const { heroku, app, signal } = context;
  const jobs = await listJobs(context);
  for (const job of jobs.filter(({ command }) => !isHeld(command))) await change(context, job, held(job.command));
  const runs = (await heroku.platform.dynos.list(app.id, signal)).filter(({ type }) => type === "scheduler");
  for (const dyno of runs) await heroku.platform.dynos.stop(app.id, dyno.id, signal);
  return `${plural(jobs.length, "job")} held, ${plural(runs.length, "run")} ended`;
}

export async function releaseJobs(context: Context): Promise<string> {
  const jobs = (await listJobs(context)).filter(({ command }) => isHeld(command));
  for (const job of jobs) await change(context, job, released(job.command));
  return `${plural(jobs.length, "job")} on again`;
}

async function change({ heroku, app, signal }: Context, job: Job, command: string): Promise<void> {
  const { dynoSize, every, at } = job;
  await heroku.scheduler.jobs.update(app.id, job.id, { command, dynoSize, every, at }, signal);
}

import { type Context } from "../context";
import { maintenanceByPeople } from "../plans/jobs";
import { type StepRun } from "../run-steps";
import { listJobs } from "./hold-jobs";

/** Turns maintenance mode on and notes how it was before. */
export async function setMaintenance(context: Context, run: StepRun): Promise<string> {
  const { heroku, app, signal } = context;
  const noted = run.noted["before"];
  const before = typeof noted === "boolean" ? noted : await isOnByPeople(context);
  run.note({ before });
  await heroku.platform.apps.update(app.id, { maintenance: true }, signal);
  return before ? "it was on already" : "visitors see the maintenance page";
}

async function isOnByPeople(context: Context): Promise<boolean> {
  const { heroku, app, signal } = context;
  const { maintenance } = await heroku.platform.apps.get(app.id, signal);
  return maintenanceByPeople(maintenance, maintenance ? await listJobs(context) : []);
}

/** Turns it off, unless it was on before. */
export async function endMaintenance({ heroku, app, signal }: Context, before: unknown): Promise<string> {
  if (before === true) return "left on, as it was before: `heroku maintenance:off` ends it";
  // Whoever may not turn it on, may not turn it off either: then there is nothing to put back.
  if ((await heroku.platform.apps.get(app.id, signal)).maintenance)
    await heroku.platform.apps.update(app.id, { maintenance: false }, signal);
  return "visitors see the application again";
}

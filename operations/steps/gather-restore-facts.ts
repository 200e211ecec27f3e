import { type Context } from "../context";
import { type RestoreFacts } from "../plans/restore";
import { type FoundBackup, listBackups } from "./find-backup";
import { type FoundDatabase } from "./find-database";
import { listJobs } from "./hold-jobs";
import { listWorkers } from "./stop-workers";

/** What the plan of a restore is made from. */
export async function gatherRestoreFacts(
  context: Context,
  backup: FoundBackup,
  database: FoundDatabase,
): Promise<RestoreFacts> {
  const { app, heroku, signal } = context;
  const [backups, jobs, workers, dynos] = await Promise.all([
    listBackups(context),
    listJobs(context),
    listWorkers(context),
    heroku.platform.dynos.list(app.id, signal),
  ]);
  return {
    ...{ app: app.name, database, backup, now: context.now(), maintenance: app.maintenance },
    newer: backups.filter(({ state, takenAt }) => state === "succeeded" && takenAt > backup.takenAt),
    jobs: jobs.length,
    workers: Object.entries(workers).map(([type, quantity]) => ({ type, quantity })),
    oneOffs: dynos.filter(({ type }) => type === "run").map(({ name }) => name),
  };
}

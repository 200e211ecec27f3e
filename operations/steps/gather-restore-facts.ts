import { type Context } from "../context";
import { maintenanceByPeople } from "../plans/jobs";
import { type RestoreFacts } from "../plans/restore";
import { type Journal } from "../safety/journal";
import { type FoundBackup, listBackups } from "./find-backup";
import { type FoundDatabase } from "./find-database";
import { listJobs } from "./hold-jobs";
import { listWorkers } from "./stop-workers";

/** What the plan of a restore is made from. @param journal of an attempt that did not come to its end */
export async function gatherRestoreFacts(
  context: Context,
  backup: FoundBackup,
  database: FoundDatabase,
  written: RestoreFacts["written"],
  journal: Journal | undefined,
): Promise<RestoreFacts> {
  const { app, heroku, signal } = context;
  const before = journal?.step("maintenance-on")?.data?.["before"];
  const [backups, jobs, workers, dynos] = await Promise.all([
    listBackups(context),
    listJobs(context),
    listWorkers(context),
    heroku.platform.dynos.list(app.id, signal),
  ]);
  return {
    ...{ app: app.name, database, backup, now: context.now() },
    // Of an interrupted attempt: it is on because of that.
    maintenance: before === undefined ? maintenanceByPeople(app.maintenance, jobs) : before === true,
    backups,
    captured: journal?.step("capture")?.endedAt !== undefined,
    written,
    jobs: jobs.length,
    workers: Object.entries(workers).map(([type, quantity]) => ({ type, quantity })),
    oneOffs: dynos.filter(({ type }) => type === "run").map(({ name }) => name),
  };
}

import { type Context } from "./context";
import { type Ended } from "./safety/guarded";
import { type Journal } from "./safety/journal";
import { releaseJobs } from "./steps/hold-jobs";
import { endMaintenance } from "./steps/set-maintenance";
import { startWorkers } from "./steps/stop-workers";

/** After a failure before the database was touched: the app as it was found. With a signal of its own, for a Ctrl-C may be why. */
export async function putBack(context: Context, journal: Journal, error: unknown): Promise<Ended<never>> {
  const calm = { ...context, signal: new AbortController().signal };
  context.output.line("The database was not touched; putting back what was changed.");
  try {
    if (journal.step("stop-workers")) await startWorkers(calm, journal.step("stop-workers")?.data?.["quantities"]);
    if (journal.step("hold-jobs")) await releaseJobs(calm);
    if (journal.step("maintenance-on")?.data)
      await endMaintenance(calm, journal.step("maintenance-on")?.data?.["before"]);
    journal.finish();
    return { error, inTheMiddle: false };
  } catch (failed) {
    context.output.remark(`Not all could be put back: ${(failed as Error).message}`);
    return { error, inTheMiddle: true };
  }
}

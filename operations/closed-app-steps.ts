import { type Context } from "./context";
import { type ClosedAppStep } from "./plans/closed-app";
import { type Perform } from "./run-steps";
import { type Journal } from "./safety/journal";
import { captureBackupAndWait } from "./steps/capture-backup-and-wait";
import { findDatabase } from "./steps/find-database";
import { holdJobs, releaseJobs } from "./steps/hold-jobs";
import { endMaintenance, setMaintenance } from "./steps/set-maintenance";
import { startWorkers, stopWorkers } from "./steps/stop-workers";

/** How each step around a change of the database is done. */
export function closedAppSteps(context: Context, journal: Journal): Record<ClosedAppStep, Perform> {
  const noted = (step: ClosedAppStep, name: string) => journal.step(step)?.data?.[name];
  return {
    "maintenance-on": (run) => setMaintenance(context, run),
    "hold-jobs": () => holdJobs(context),
    "stop-workers": (run) => stopWorkers(context, run),
    capture: async (run) => {
      const { name } = await captureBackupAndWait(context, await findDatabase(context), run);
      return `${name}: bin/penny restore ${name} goes back to it`;
    },
    "start-workers": () => startWorkers(context, noted("stop-workers", "quantities")),
    "release-jobs": () => releaseJobs(context),
    "maintenance-off": () => endMaintenance(context, noted("maintenance-on", "before")),
  };
}

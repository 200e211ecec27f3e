import { type Context } from "./context";
import { exitCodes, OperationError } from "./errors";
import { type Plan } from "./plans/plan";
import { type RestoreStep } from "./plans/restore";
import { putBack } from "./put-back";
import { type Perform, runSteps, type StepReport } from "./run-steps";
import { type Ended } from "./safety/guarded";
import { type Journal } from "./safety/journal";
import { captureBackupAndWait } from "./steps/capture-backup-and-wait";
import { checkRestored, noteMigrations } from "./steps/check-restored";
import { type FoundBackup } from "./steps/find-backup";
import { type FoundDatabase } from "./steps/find-database";
import { holdJobs, releaseJobs } from "./steps/hold-jobs";
import { restoreBackupAndWait } from "./steps/restore-backup-and-wait";
import { endMaintenance, setMaintenance } from "./steps/set-maintenance";
import { startWorkers, stopWorkers } from "./steps/stop-workers";

export interface Restore {
  readonly backup: FoundBackup;
  readonly database: FoundDatabase;
  readonly plan: Plan<RestoreStep>;
  readonly journal: Journal;
}

/** The restore did not come to its end, and the app is held as it is. */
export class RestoreIncomplete extends OperationError {
  readonly id = "restore_incomplete";
  override readonly exitCode: number;
  constructor(backup: string, undo: string, cause: Error, interrupted: boolean) {
    super(
      `${cause.message}\nMaintenance mode stays on and the jobs stay held, for the database may be half restored. ` +
        `Go on: bin/penny restore ${backup}. Go back to the state before: bin/penny restore ${undo}`,
      { cause },
    );
    this.exitCode = interrupted ? exitCodes.interrupted : exitCodes.failed;
  }
}

/** Runs the plan; what fails or is interrupted before the database was touched is undone. */
export async function runRestore(
  context: Context,
  restore: Restore,
  guard: () => Promise<void>,
): Promise<Ended<StepReport[]>> {
  const { plan, journal } = restore;
  try {
    const result = await runSteps(context, { plan, journal, guard, perform: performers(context, restore) });
    journal.finish();
    return { result };
  } catch (error) {
    return journal.step("restore") ? left(context, restore, error as Error) : await putBack(context, journal, error);
  }
}

function performers(context: Context, restore: Restore): Record<RestoreStep, Perform> {
  const { journal, database } = restore;
  const noted = (step: RestoreStep, name: string) => journal.step(step)?.data?.[name];
  return {
    "maintenance-on": (run) => setMaintenance(context, run),
    "hold-jobs": () => holdJobs(context),
    "stop-workers": (run) => stopWorkers(context, run),
    capture: async (run) => {
      run.note({ migrations: await noteMigrations(context) });
      const { name } = await captureBackupAndWait(context, database, run);
      return `${name}: bin/penny restore ${name} goes back to it`;
    },
    restore: (run) => restoreBackupAndWait(context, restore, run),
    check: () => checkRestored(context, noted("capture", "migrations") as string[] | undefined),
    restart: async () => {
      await context.heroku.platform.dynos.restartAll(context.app.id, context.signal);
      return "all dynos begin anew";
    },
    "start-workers": () => startWorkers(context, noted("stop-workers", "quantities")),
    "release-jobs": () => releaseJobs(context),
    "maintenance-off": () => endMaintenance(context, noted("maintenance-on", "before")),
  };
}

function left({ signal }: Context, { backup, journal }: Restore, error: Error): Ended<never> {
  const undo = String(journal.step("capture")?.data?.["backup"] ?? "<backup>");
  const wanted = journal.what.replace(/^restore /, "") || backup.name;
  return { error: new RestoreIncomplete(wanted, undo, error, signal.aborted), inTheMiddle: true };
}

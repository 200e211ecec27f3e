import { closedAppSteps } from "./closed-app-steps";
import { type Context } from "./context";
import { exitCodes, OperationError } from "./errors";
import { type Plan } from "./plans/plan";
import { type RestoreStep } from "./plans/restore";
import { putBack } from "./put-back";
import { type Perform, runSteps, type StepReport } from "./run-steps";
import { type Ended } from "./safety/guarded";
import { type Journal } from "./safety/journal";
import { checkRestored, noteMigrations } from "./steps/check-restored";
import { type FoundBackup } from "./steps/find-backup";
import { type FoundDatabase } from "./steps/find-database";
import { restoreBackupAndWait } from "./steps/restore-backup-and-wait";

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
  const { journal } = restore;
  const around = closedAppSteps(context, journal);
  return {
    ...around,
    capture: async (run) => {
      run.note({ migrations: await noteMigrations(context) });
      return around.capture(run);
    },
    restore: (run) => restoreBackupAndWait(context, restore, run),
    check: () => checkRestored(context, journal.step("capture")?.data?.["migrations"] as string[] | undefined),
    restart: async () => {
      await context.heroku.platform.dynos.restartAll(context.app.id, context.signal);
      return "all dynos begin anew";
    },
  };
}

function left({ signal }: Context, { backup, journal }: Restore, error: Error): Ended<never> {
  const undo = String(journal.step("capture")?.data?.["backup"] ?? "<backup>");
  const wanted = journal.what.replace(/^restore /, "") || backup.name;
  return { error: new RestoreIncomplete(wanted, undo, error, signal.aborted), inTheMiddle: true };
}

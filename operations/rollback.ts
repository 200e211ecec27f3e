import { type Context } from "./context";
import { exitCodes, OperationError } from "./errors";
import { revertCommand } from "./plans/rollback/facts";
import { type RollbackStep } from "./plans/rollback/plan";
import { putBack } from "./put-back";
import { type Rollback, type RollbackDecision } from "./rollback-decision";
import { rollbackSteps } from "./rollback-steps";
import { runSteps, type StepReport } from "./run-steps";
import { type Ended } from "./safety/guarded";
import { removeTemporaryApp } from "./steps/make-temporary-app";
import { touched } from "./unfinished";

/** Runs the plan; what fails or is interrupted before the database was touched is undone. */
export async function runRollback(
  context: Context,
  rollback: Rollback,
  guard: () => Promise<void>,
): Promise<Ended<StepReport[]>> {
  const { decision, journal } = rollback;
  try {
    const perform = rollbackSteps(context, rollback);
    const result = await runSteps<RollbackStep>(context, { plan: decision.plan, journal, guard, perform });
    journal.finish();
    return { result };
  } catch (error) {
    if (journal.step("revert-pull")) return withoutPull(rollback, error as Error);
    if (touched(journal))
      return { error: new RollbackIncomplete(context, rollback, error as Error), inTheMiddle: true };
    return giveUp(context, rollback, error);
  }
}

/** The app is as it should be: only the last step is missing, and nobody needs to be held back for it. */
function withoutPull({ journal, decision }: Rollback, cause: Error): Ended<never> {
  journal.finish();
  return { error: new RevertNotOpened(decision, cause), inTheMiddle: false };
}

async function giveUp(context: Context, { journal, decision }: Rollback, error: unknown): Promise<Ended<never>> {
  const calm = { ...context, signal: new AbortController().signal };
  await removeTemporaryApp(calm, journal.step("temporary-app")?.data?.["app"]).catch((failed: Error) =>
    context.output.remark(`The temporary app could not be removed: ${failed.message}`),
  );
  if (decision.plan.strategy !== "redeploy") return putBack(context, journal, error);
  journal.finish();
  return { error, inTheMiddle: false };
}

export class RevertNotOpened extends OperationError {
  readonly id = "revert_not_opened";
  constructor({ wanted }: RollbackDecision, cause: Error) {
    super(
      `${cause.message}\nThe rollback itself is done; the pull request is not opened. Try again: ${revertCommand(wanted)}`,
      { cause },
    );
  }
}

/** It did not come to its end, and the app is held as it is. */
export class RollbackIncomplete extends OperationError {
  readonly id = "rollback_incomplete";
  override readonly exitCode: number;
  constructor({ signal }: Context, { journal, decision }: Rollback, cause: Error) {
    const capture = String(journal.step("capture")?.data?.["backup"] ?? "<backup>");
    const temporary = journal.step("temporary-app")?.data?.["app"];
    const other =
      decision.plan.strategy === "restore" ? "" : "Restore instead: bin/penny rollback --strategy restore. ";
    super(
      `${cause.message}\nMaintenance mode stays on and the jobs stay held, for the database may be half rolled back. Go on: bin/penny rollback. ` +
        `${other}Go back to the state before: bin/penny restore ${capture}` +
        (temporary ? `. The temporary app ${String(temporary)} stays until then` : ""),
      { cause },
    );
    this.exitCode = signal.aborted ? exitCodes.interrupted : exitCodes.failed;
  }
}

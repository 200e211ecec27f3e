import { randomUUID } from "node:crypto";
import { type Ended } from "./commands/guarded";
import { type Context } from "./context";
import { exitCodes, OperationError } from "./errors";
import { type Mirror } from "./git/mirror";
import { type Key } from "./migrations/keys";
import { appliedOf, revertCommand, type RollbackFacts } from "./plans/rollback/facts";
import { type RollbackPlan, type RollbackStep } from "./plans/rollback/plan";
import { putBack } from "./put-back";
import { rollbackSteps } from "./rollback-steps";
import { runSteps, type StepReport } from "./run-steps";
import { Journal } from "./safety/journal";
import { removeTemporaryApp } from "./steps/make-temporary-app";

/** What the options said; the same again goes on with what was begun. */
export interface RollbackAsked {
  readonly to?: string;
  readonly pr?: number;
  readonly strategy?: string;
  readonly backup?: string;
}

/** All that the steps need, decided before the first of them: whoever goes on after a crash does not decide anew. */
export interface RollbackDecision extends Pick<RollbackFacts, "wanted" | "runner" | "commits"> {
  readonly asked: RollbackAsked;
  readonly plan: RollbackPlan;
  readonly backup: string | undefined;
  /** Migrations that are gone from the database afterwards. */
  readonly undone: readonly Key[];
  readonly revertHead: string | undefined;
}

export function decide(facts: RollbackFacts, plan: RollbackPlan, asked: RollbackAsked): RollbackDecision {
  const { wanted, runner, commits, backup, master } = facts;
  const undone = plan.strategy === "redeploy" ? [] : appliedOf(facts);
  return {
    ...{ asked, plan, wanted, runner, commits, undone },
    backup: backup?.name,
    revertHead: master?.head,
  };
}

const begins = "rollback ";

/** After that the app is another one than the decision was made for. */
const decisionGoodForMs = 12 * 3_600_000;

/** The decision of an interrupted rollback, which the same command goes on with; undefined when it is too old for that. */
export function unfinishedDecision(journal: Journal | undefined, now: Date): RollbackDecision | undefined {
  if (!journal?.what.startsWith(begins) || now.getTime() - journal.startedAt.getTime() > decisionGoodForMs)
    return undefined;
  return journal.decision as RollbackDecision;
}

const captureGoodForMs = 15 * 60_000;
/** Whether the database may be changed. */
export const touched = (journal: Journal) =>
  journal.step("restore") !== undefined || journal.step("migrate-back-1") !== undefined;

/** The interrupted run's journal; a capture that is old by now is made anew, as long as nothing has been changed. */
export function goOn({ now, output }: Context, journal: Journal): Journal {
  const captured = journal.step("capture")?.endedAt;
  const old = captured !== undefined && now().getTime() - Date.parse(captured) > captureGoodForMs;
  if (old && !touched(journal)) journal.forget("capture");
  output.line(`Goes on with the run that began ${journal.startedAt.toISOString()}.`);
  return journal;
}

/** A new run's journal, which takes over what an unfinished one has closed and captured. */
export async function beginJournal(
  context: Context,
  decision: RollbackDecision,
  { former, locked }: { readonly former: Journal | undefined; readonly locked: boolean },
): Promise<Journal> {
  const { stateFolder, app, now, output } = context;
  const what = `${begins}to ${decision.wanted.words} by ${decision.plan.strategy}`;
  const fresh = { operation: randomUUID(), what, appId: app.id, startedAt: now().toISOString(), locked, decision };
  if (!former) return Journal.begin(stateFolder, fresh);
  output.line(`Takes the place of an unfinished ${former.what}.`);
  await removeTemporaryApp(context, former.step("temporary-app")?.data?.["app"]);
  const kept = ["maintenance-on", "hold-jobs", "stop-workers", ...(touched(former) ? ["capture"] : [])];
  const steps = kept.flatMap((id) => (former.step(id) ? [[id, former.step(id)!] as const] : []));
  return Journal.begin(stateFolder, { ...fresh, operation: former.operation }, Object.fromEntries(steps));
}

export interface Rollback {
  readonly decision: RollbackDecision;
  readonly journal: Journal;
  readonly mirror: Mirror;
}

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

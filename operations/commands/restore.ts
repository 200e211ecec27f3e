import { type Command } from "commander";
import { type Context } from "../context";
import { Refused } from "../errors";
import { type Plan } from "../plans/plan";
import { captureObstacle, obstacle, planRestore, type RestoreFacts, type RestoreStep } from "../plans/restore";
import { runRestore } from "../restore";
import { type StepReport } from "../run-steps";
import { confirm } from "../safety/confirmation";
import { guarded, type GuardedOptions, tellHolder } from "../safety/guarded";
import { type Journal } from "../safety/journal";
import { unfinishedRun } from "../safety/unfinished-run";
import { compareBackup } from "../steps/compare-backup";
import { findBackup, type FoundBackup } from "../steps/find-backup";
import { findDatabase } from "../steps/find-database";
import { gatherRestoreFacts } from "../steps/gather-restore-facts";
import { beginRun, goOn } from "../unfinished";
import { duration } from "../words";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";
import { showPlan } from "./show-plan";

interface RestoreOptions extends CommonOptions, GuardedOptions {
  readonly plan?: boolean;
  readonly yes?: boolean;
}

export class TooLarge extends Refused {
  readonly id = "database_too_large";
}

/** Of the backups by hand it is the oldest, and the capture made first would be one too many. */
export class WouldBePushedOut extends Refused {
  readonly id = "backup_would_be_pushed_out";
}

export function addRestoreCommand(program: Command, invocation: Invocation): void {
  withCommonOptions(program.command("restore"))
    .description(
      "replace the database by a backup; what was written since is lost, and a capture made first can bring it back",
    )
    .argument("<backup>", "b003, a004, latest, or another app's: penny-qa::b003")
    .option("--plan", "show what would be done and lost, change nothing")
    .option("-y, --yes", "do not ask; needs --app")
    .option("--take-over", "take the lock from whoever holds it")
    .option("--no-lock", "go on without lock and audit log, when GitHub cannot be reached")
    .action((wanted: string, options: RestoreOptions) =>
      withSession(invocation, options, (context) => restore(context, wanted, options)),
    );
}

/** After an interrupted restore the latest backup is the capture that it made. */
export class LatestIsAmbiguous extends Refused {
  readonly id = "latest_is_ambiguous";
  constructor(what: string) {
    super(`a ${what} has not come to its end: name the backup, for the latest is now the one that it made first`);
  }
}

async function restore(context: Context, wanted: string, options: RestoreOptions): Promise<void> {
  const unfinished = await unfinishedRun(context, options.lock);
  if (unfinished && wanted === "latest") throw new LatestIsAmbiguous(unfinished.what);
  const backup = await findBackup(context, wanted);
  const database = await findDatabase(context);
  const written = await countLosses(context, backup, options, unfinished);
  const facts = await gatherRestoreFacts(context, backup, database, written, unfinished);
  refuseImpossible(facts);
  const plan = planRestore(facts);
  showPlan(context.output, plan);
  if (options.plan) {
    await tellHolder(context, options);
    return context.output.result({ app: context.app.name, plan });
  }
  await confirm(context.app.name, options, { input: process.stdin, output: process.stderr, signal: context.signal });
  const what = `restore ${backup.app === context.app.name ? backup.name : `${backup.app}::${backup.name}`}`;
  const began = Date.now();
  const journal =
    unfinished?.what === what
      ? goOn(context, unfinished)
      : await beginRun(context, { what, former: unfinished, locked: options.lock !== false });
  const reports = await guarded(context, { operation: journal.operation, what }, options, (verify) =>
    runRestore(context, { backup, database, plan, journal }, verify),
  ).catch((error: unknown) => {
    // Somebody else holds the lock: nothing has begun.
    if (!journal.begun) journal.finish();
    throw error;
  });
  report(context, plan, reports, Date.now() - began);
}

/** @throws TooLarge, WouldBePushedOut */
function refuseImpossible(facts: RestoreFacts): void {
  const tooLarge = obstacle(facts);
  if (tooLarge) throw new TooLarge(tooLarge);
  const pushedOut = captureObstacle(facts);
  if (pushedOut) throw new WouldBePushedOut(pushedOut);
}

/** For whoever decides; who says --yes has decided, and time matters. */
async function countLosses(
  context: Context,
  backup: FoundBackup,
  { yes, plan }: RestoreOptions,
  unfinished: Journal | undefined,
): Promise<RestoreFacts["written"]> {
  if (unfinished?.step("restore"))
    return "an earlier attempt began to replace the database: what is lost was told before it";
  if (yes && !plan) return "what is lost was not counted, for --yes was given: --plan counts it";
  const progress = context.output.progress(`comparing ${backup.name} with the database`);
  try {
    const compared = await compareBackup(context, backup, progress);
    return compared.kind === "compared" ? compared.differences : compared.why;
  } finally {
    progress.end();
  }
}

function report(context: Context, { title }: Plan<RestoreStep>, reports: readonly StepReport[], ms: number): void {
  context.output.line(`Done: ${title}, in ${duration(ms)}. bin/penny status tells how the app is.`);
  context.output.result({ app: context.app.name, done: title, seconds: Math.round(ms / 1000), steps: reports });
}

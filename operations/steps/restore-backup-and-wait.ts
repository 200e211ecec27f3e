import { type Context } from "../context";
import { OperationError } from "../errors";
import { type StepRun } from "../run-steps";
import { type FoundBackup } from "./find-backup";
import { type FoundDatabase } from "./find-database";
import { TransferFailed, waitForTransfer } from "./wait-for-transfer";

export class RestoreRunning extends OperationError {
  readonly id = "restore_running";
  constructor(app: string, number: number) {
    super(`another restore (transfer ${number}) runs on ${app} already: wait until it has ended, then run this again`);
  }
}

/** Replaces the database's content by the backup and waits; goes on with a restore that an interrupted attempt began. @throws TransferFailed, RestoreRunning */
export async function restoreBackupAndWait(
  context: Context,
  { backup, database }: { readonly backup: FoundBackup; readonly database: FoundDatabase },
  run: StepRun,
): Promise<string> {
  const uuid = await begin(context, backup, database, run);
  run.note({ transfer: uuid, asked: true });
  try {
    const { warnings } = await waitForTransfer(context, uuid, `the restore of ${backup.name}`, run.progress);
    return warnings === 0 ? "restored" : `restored, with ${warnings} warnings of pg_restore`;
  } catch (error) {
    // The same command begins another one.
    if (error instanceof TransferFailed) run.note({ transfer: undefined, asked: undefined });
    throw error;
  }
}

async function begin(
  { heroku, app, signal }: Context,
  backup: FoundBackup,
  database: FoundDatabase,
  run: StepRun,
): Promise<string> {
  const noted = run.noted["transfer"];
  if (typeof noted === "string") return noted;
  const transfers = await heroku.data.transfers.list(app.id, signal);
  const running = transfers.find((each) => each.to_type === "pg_restore" && each.finished_at === null);
  // It was asked for before the crash, and only its name was not noted any more.
  if (running && run.noted["asked"] === true) return running.uuid;
  if (running) throw new RestoreRunning(app.name, running.num);
  run.note({ asked: true });
  // Not cancelled by Ctrl-C: what begins must not go on unseen.
  return (await heroku.data.transfers.restore(database.id, backup.location)).uuid;
}

import { type Context } from "../context";
import { backupOf, type Backup } from "../plans/backups";
import { type StepRun } from "../run-steps";
import { type FoundDatabase } from "./find-database";
import { waitForTransfer } from "./wait-for-transfer";

/** Captures the database and waits; goes on with the capture that an interrupted attempt noted. @throws TransferFailed */
export async function captureBackupAndWait(context: Context, database: FoundDatabase, run: StepRun): Promise<Backup> {
  const { heroku, signal } = context;
  let uuid = run.noted["transfer"];
  if (typeof uuid !== "string") {
    uuid = (await heroku.data.transfers.capture(database.id, signal)).uuid;
    run.note({ transfer: uuid });
  }
  const transfer = await waitForTransfer(context, String(uuid), `the backup of ${database.name}`, run.progress);
  const backup = backupOf(transfer);
  run.note({ backup: backup.name });
  return backup;
}

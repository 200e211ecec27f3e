import { type Context } from "../context";
import { backupOf, type Backup } from "../plans/backups";
import { type StepRun } from "../run-steps";
import { type FoundDatabase } from "./find-database";
import { waitForTransfer } from "./wait-for-transfer";

/** Captures the database and waits; goes on with the capture that an interrupted attempt noted. @throws TransferFailed */
export async function captureBackupAndWait(context: Context, database: FoundDatabase, run: StepRun): Promise<Backup> {
  const { heroku } = context;
  let uuid = run.noted["transfer"];
  if (typeof uuid !== "string") {
    // Not cancelled by Ctrl-C: what begins must not go on unseen.
    const begun = await heroku.data.transfers.capture(database.id);
    uuid = begun.uuid;
    run.note({ transfer: uuid, backup: backupOf(begun).name });
  }
  const transfer = await waitForTransfer(context, String(uuid), `the backup of ${database.name}`, run.progress);
  return backupOf(transfer);
}

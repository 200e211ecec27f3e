import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClientConfig } from "pg";
import { type Context } from "../context";
import { type Progress } from "../output";
import { compareContents, defects, type TableDifference } from "../plans/contents";
import { openScratchDatabase } from "../scratch/scratch-database";
import { downloadBackup } from "./download-backup";
import { type FoundBackup } from "./find-backup";
import { liveDatabase } from "./live-database";
import { readContents } from "./read-contents";

export interface Verification {
  readonly sound: boolean;
  readonly defects: readonly string[];
  readonly differences: readonly TableDifference[];
}

export interface VerifyOptions {
  /** Whether each row that differs is a defect. */
  readonly exact: boolean;
  readonly progress: Progress;
  /** The app whose database it is compared with; the one that it is a backup of. */
  readonly against?: string;
}

/**
 * Restores the backup into a temporary database on this machine and compares row counts and checksums with the live one.
 * @throws DownloadFailed, PostgresNotFound, ScratchFailed when the backup cannot be restored
 */
export async function verifyBackup(
  context: Context,
  backup: FoundBackup,
  { exact, progress, against = backup.app }: VerifyOptions,
): Promise<Verification> {
  const folder = mkdtempSync(join(tmpdir(), "penny-verify-"));
  try {
    const { file } = await downloadBackup(context, backup, join(folder, "backup.dump"), progress);
    progress.update("restoring into a temporary database");
    const scratch = await openScratchDatabase();
    try {
      await scratch.restore(file, context.signal);
      return await compare(scratch.connection, await liveDatabase(context, against), exact, progress);
    } finally {
      await scratch.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(
  scratch: ClientConfig,
  live: ClientConfig,
  exact: boolean,
  progress: Progress,
): Promise<Verification> {
  const restored = await readContents(scratch, (table) => progress.update(`reading ${table} of the backup`));
  const now = await readContents(live, (table) => progress.update(`reading ${table} of the live database`));
  const differences = compareContents(restored, now);
  const found = defects(differences, exact);
  return { sound: found.length === 0, defects: found, differences };
}

import { type Context } from "../context";
import { type Progress } from "../output";
import { type TableDifference } from "../plans/contents";
import { size } from "../words";
import { type FoundBackup } from "./find-backup";
import { verifyBackup } from "./verify-backup";

/** Larger ones take minutes to download: `penny backup verify` is there for those. */
const largestBytes = 256 * 1024 ** 2;

export type Comparison =
  | { readonly kind: "compared"; readonly differences: readonly TableDifference[] }
  | { readonly kind: "skipped"; readonly why: string }
  | { readonly kind: "unsound"; readonly why: string };

/** Restores a backup on this machine to see that it can be restored, and what a restore would lose; a machine that cannot do it is no error. */
export async function compareBackup(context: Context, backup: FoundBackup, progress: Progress): Promise<Comparison> {
  const verify = `bin/penny backup verify ${backup.name}`;
  if (backup.bytes > largestBytes)
    return {
      kind: "skipped",
      why: `what would be lost was not counted, as ${backup.name} has ${size(backup.bytes)}: ${verify} does`,
    };
  try {
    const { sound, defects, differences } = await verifyBackup(context, backup, {
      exact: false,
      progress,
      against: context.app.name,
    });
    return sound
      ? { kind: "compared", differences }
      : { kind: "unsound", why: `${backup.name} is not sound: ${defects.join("; ")}` };
  } catch (error) {
    context.signal.throwIfAborted();
    return { kind: "skipped", why: `what would be lost was not counted: ${(error as Error).message}` };
  }
}

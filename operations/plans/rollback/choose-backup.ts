import { type Backup } from "../backups";
import { type DeployedRelease } from "./releases";

export interface BackupChoice {
  /** The newest first. */
  readonly backups: readonly Backup[];
  /** The newest first. */
  readonly releases: readonly DeployedRelease[];
  /** When the change began to reach the app. */
  readonly before: Date | undefined;
  /** Whether a release's code is the wanted commit, or stands before it. */
  readonly within: (release: DeployedRelease) => boolean;
}

/**
 * The newest backup that holds the data as it was before the change. Not one that was captured while code ran, or had failed to come into
 * force, that was taken away since: an earlier rollback captures the damage that it undoes.
 */
export function chooseBackup({ backups, releases, before, within }: BackupChoice): Backup | undefined {
  return backups.find(({ state, takenAt }) => {
    if (state !== "succeeded" || (before !== undefined && takenAt >= before)) return false;
    const latest = releases.find(({ createdAt }) => createdAt <= takenAt);
    return latest?.commit === undefined || within(latest);
  });
}

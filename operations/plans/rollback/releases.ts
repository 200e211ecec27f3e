/** A release with the code that it brought or kept. */
export interface DeployedRelease {
  readonly id: string;
  readonly version: number;
  readonly status: "pending" | "succeeded" | "failed" | "expired";
  readonly current: boolean;
  readonly createdAt: Date;
  readonly slug: string;
  /** Undefined when whoever deployed it did not say so. */
  readonly commit: string | undefined;
  /** Its code came into force and is kept, so that it can be released again. */
  readonly reusable: boolean;
}

/** Whether one commit is the other or stands before it, as git tells. */
export type Precedes = (earlier: string, later: string) => boolean;

const newest = (releases: readonly DeployedRelease[]): DeployedRelease | undefined => releases[0];

/**
 * What a rollback without further words goes back to. After a failed release that is what serves; else the newest release before it
 * that came into force with other code, and with code that is not newer: a rollback after a rollback does not go forward again.
 * @param releases the newest first
 */
export function releaseBefore(releases: readonly DeployedRelease[], precedes: Precedes): DeployedRelease | undefined {
  const latest = newest(releases);
  if (!latest?.commit) return undefined;
  const { commit } = latest;
  const serving = releases.find(({ current }) => current);
  if (latest.status === "failed" && serving && serving.commit !== commit) return serving;
  return releases.find(
    (each) =>
      each.status === "succeeded" &&
      each.commit !== undefined &&
      each.commit !== commit &&
      !precedes(commit, each.commit),
  );
}

/**
 * The releases whose code is taken away by going back to a commit: the latest unbroken run of releases with code that is not in it.
 * A rollback's own releases at the end do not count, so that what it left behind is found all the same.
 * @param releases the newest first
 */
export function releasesSince(
  releases: readonly DeployedRelease[],
  commit: string,
  precedes: Precedes,
): DeployedRelease[] {
  const told = releases.filter((each) => each.commit !== undefined);
  const within = (each: DeployedRelease) => each.commit !== undefined && precedes(each.commit, commit);
  const first = told.findIndex((each) => !within(each));
  if (first < 0) return [];
  const end = told.findIndex((each, at) => at > first && within(each) && each.status === "succeeded");
  return told.slice(first, end < 0 ? undefined : end).filter((each) => !within(each));
}

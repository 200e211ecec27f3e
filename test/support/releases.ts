import { type DeployedRelease, type Precedes } from "../../operations/plans/rollback/releases";

/** Releases v1, v2 … of these commits, an hour apart, returned the newest first; the last that succeeded serves. */
export function releasesOf(...commits: readonly (string | { commit: string; status: "failed" })[]): DeployedRelease[] {
  const rows = commits.map((each, index): DeployedRelease => {
    const { commit, status } = typeof each === "string" ? { commit: each, status: "succeeded" as const } : each;
    return {
      ...{ id: `r${index + 1}`, version: index + 1, status, commit, slug: `slug-${commit}`, current: false },
      createdAt: at(index + 1),
      reusable: status === "succeeded",
    };
  });
  const serving = rows.findLast(({ status }) => status === "succeeded");
  return rows.map((row) => ({ ...row, current: row === serving })).reverse();
}

/** An hour of the day on which all happens. */
export const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 23) + hour * 3_600_000);

/** Histories as `a-b-c`: what stands before what in each; a commit in several branches them. */
export function history(...lines: readonly string[]): Precedes {
  const orders = lines.map((line) => line.split("-"));
  return (earlier, later) =>
    earlier === later ||
    orders.some((order) => order.includes(earlier) && order.indexOf(earlier) < order.indexOf(later));
}

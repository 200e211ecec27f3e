import { DateTime } from "luxon";
import type { Keeping } from "./plans";

export interface Stored {
  readonly id: string;
  /** ISO 8601. */
  readonly finishedAt: string;
}

/** The manual backups of one database that are more than the plan keeps: the oldest. */
export function manualSurplus(backups: readonly Stored[], keeping: Keeping): string[] {
  return newestFirst(backups)
    .slice(keeping.manual)
    .map(({ id }) => id);
}

/** The scheduled backups of one schedule that the plan keeps no longer: not the newest of a day, week or month in reach. */
export function scheduledSurplus(
  backups: readonly Stored[],
  keeping: Pick<Keeping, "days" | "weeks" | "months">,
  now: Date,
  zone: string,
): string[] {
  const today = DateTime.fromJSDate(now, { zone });
  const kept = new Set<string>();
  for (const [unit, reach] of [
    ["day", keeping.days - 1],
    ["week", keeping.weeks],
    ["month", keeping.months],
  ] as const)
    for (const id of newestOfEach(unit, reach, backups, today)) kept.add(id);
  return backups.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
}

/** @param reach 0: only the current one; -1: none. Weeks and months count back from the last complete one. */
function newestOfEach(unit: "day" | "week" | "month", reach: number, backups: readonly Stored[], today: DateTime) {
  if (unit !== "day" && reach === 0) return [];
  const found = new Map<string, string>();
  for (const { id, finishedAt } of newestFirst(backups)) {
    const start = DateTime.fromISO(finishedAt, { zone: today.zone }).startOf(unit);
    const age = Math.round(today.startOf(unit).diff(start, `${unit}s`).as(`${unit}s`));
    if (age <= reach && !found.has(start.toISODate() ?? "")) found.set(start.toISODate() ?? "", id);
  }
  return [...found.values()];
}

function newestFirst(backups: readonly Stored[]): Stored[] {
  return [...backups].reverse().sort((a, b) => b.finishedAt.localeCompare(a.finishedAt));
}

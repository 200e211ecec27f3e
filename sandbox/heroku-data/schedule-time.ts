import { IANAZone } from "luxon";
import type { Schedule } from "./entities";

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const quarter = 15 * 60_000;
const halfDay = 12 * 3_600_000;
const horizon = 9 * 24 * 3_600_000;

/**
 * The first moment later than `after` at which the schedule fires. The backend looks every 15 minutes whether the local
 * weekday and hour are the schedule's and the last run is more than 12 hours ago: so a repeated hour fires once, and a
 * night whose hour the clocks skip has no backup.
 */
export function nextFiring(
  schedule: Pick<Schedule, "hour" | "days" | "timezone" | "lastRunAt">,
  after: Date,
): Date | undefined {
  const zone = IANAZone.create(schedule.timezone);
  const lastRun = schedule.lastRunAt === null ? -Infinity : Date.parse(schedule.lastRunAt);
  const first = (Math.floor(after.getTime() / quarter) + 1) * quarter;
  for (let at = first; at < first + horizon; at += quarter) {
    const local = new Date(at + zone.offset(at) * 60_000);
    if (local.getUTCHours() !== schedule.hour) continue;
    if (!schedule.days.includes(weekdays[local.getUTCDay()] ?? "")) continue;
    if (at - lastRun > halfDay) return new Date(at);
  }
  return undefined;
}

/** Full names of the tz database or `UTC`, in their own case; abbreviations such as `EST` are not taken. */
export function isTimezone(name: string): boolean {
  if (name === "UTC") return true;
  return /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)+$/.test(name) && IANAZone.isValidZone(name);
}

import type { Schedule } from "./entities";
import { nextFiring } from "./schedule-time";

/** When schedules fire next, remembered: searching takes a millisecond, and the clock and the console ask again and again. */
export class Firings {
  private readonly known = new Map<string, { readonly from: number; readonly at: Date | undefined }>();

  next(schedule: Schedule, after: Date): Date | undefined {
    const key = JSON.stringify([schedule.id, schedule.hour, schedule.days, schedule.timezone, schedule.lastRunAt]);
    const found = this.known.get(key);
    if (found?.at && found.from <= after.getTime() && found.at > after) return found.at;
    const at = nextFiring(schedule, after);
    if (this.known.size > 5000) this.known.clear();
    this.known.set(key, { from: after.getTime(), at });
    return at;
  }
}

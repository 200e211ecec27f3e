import type { Schedule, Transfer } from "../../heroku-data/entities";
import type { Inside } from "../inside";

/** The newest first. */
export const transfersOf = ({ services }: Inside, appId: string): Transfer[] =>
  services.data.context.state.transfers.where("appId", appId).sort((a, b) => b.num - a.num);

export const schedulesOf = ({ services }: Inside, appId: string): Schedule[] =>
  services.data.context.state.schedules.where("appId", appId);

export const isBackup = ({ toType }: Transfer): boolean => toType === "gof3r";

/** As the heroku CLI names them: `a001` scheduled, `b002` by hand, `r003` a restore, `c004` a copy. */
export function transferName({ num, toType, fromType, scheduleId }: Transfer): string {
  const letter = toType === "gof3r" ? (scheduleId === null ? "b" : "a") : fromType === "pg_dump" ? "c" : "r";
  return `${letter}${String(num).padStart(3, "0")}`;
}

export function transferState({ succeeded, finishedAt, canceledAt }: Transfer): string {
  if (canceledAt !== null) return "cancelled";
  return finishedAt === null ? "running" : succeeded ? "succeeded" : "failed";
}

/** A day of the timeline. */
export interface Day {
  /** `2026-11-23` in UTC. */
  readonly date: string;
  readonly backups: readonly Transfer[];
  /** The app was there. */
  readonly counts: boolean;
}

/** The last days up to today, the oldest first, with the backups that were begun on each. */
export function timeline(transfers: readonly Transfer[], since: string, now: Date, days = 14): Day[] {
  const backups = transfers.filter(isBackup).reverse();
  return Array.from({ length: days }, (_, index) => {
    const date = new Date(now.getTime() - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return {
      date,
      backups: backups.filter((row) => row.createdAt.startsWith(date)),
      counts: date >= since.slice(0, 10),
    };
  });
}

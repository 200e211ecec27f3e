import { type Wrong } from "../../engine/definition";

/** Scheduler's own form: `every` in minutes, `at` in minutes after the full hour (60) or after 00:00 UTC (1440). */
export interface Recurrence {
  readonly every: number;
  readonly at: number;
}

const everyTenMinutes = /^every 10 minutes$/;
const hourly = /^hourly at :([0-5]0)$/;
const daily = /^daily at (\d|[01]\d|2[0-3]):(00|30)$/;
const allowed =
  "every 10 minutes; hourly at :MM (00, 10, 20, 30, 40 or 50); daily at HH:MM (UTC, on the hour or the half hour)";

const pad = (number: number) => String(number).padStart(2, "0");

/** Undefined when Scheduler has no such frequency. */
export function parseFrequency(text: string): Recurrence | undefined {
  if (everyTenMinutes.test(text)) return { every: 10, at: 0 };
  const minute = hourly.exec(text)?.[1];
  if (minute !== undefined) return { every: 60, at: Number(minute) };
  const time = daily.exec(text);
  return time ? { every: 1440, at: Number(time[1]) * 60 + Number(time[2]) } : undefined;
}

export function formatFrequency({ every, at }: Recurrence): string {
  if (every === 10) return "every 10 minutes";
  if (every === 60) return `hourly at :${pad(at)}`;
  if (every === 1440) return `daily at ${pad(Math.floor(at / 60))}:${pad(at % 60)}`;
  // Nothing that Scheduler offers today: shown as it is, so that it is seen as drift.
  return `every ${every} minutes at ${at}`;
}

/** `daily at 9:00` is `daily at 09:00`. */
export function canonicalFrequency(text: string): string {
  const recurrence = parseFrequency(text);
  return recurrence ? formatFrequency(recurrence) : text;
}

export function frequency(text: string): Wrong[] {
  if (parseFrequency(text)) return [];
  return [{ reason: `${JSON.stringify(text)} is not a frequency that Heroku Scheduler has. Allowed: ${allowed}` }];
}

import type { Frequency } from "./entities";

const minute = 60_000;

const offsets: Readonly<Record<number, { readonly step: number; readonly last: number; readonly words: string }>> = {
  10: { step: 10, last: 0, words: "0, as it runs at every full ten minutes" },
  60: { step: 10, last: 50, words: "the minute of the hour: 0, 10, 20, 30, 40 or 50" },
  1440: { step: 30, last: 1410, words: "the minutes after 00:00 UTC: a multiple of 30 from 0 to 1410" },
};

/** What is wrong with a frequency, with the attribute that it lies in; undefined when Heroku Scheduler has it. */
export function frequencyFault(every: unknown, at: unknown): { attribute: "every" | "at"; detail: string } | undefined {
  const allowed = typeof every === "number" ? offsets[every] : undefined;
  if (!allowed) return { attribute: "every", detail: "every must be 10, 60 or 1440 minutes" };
  if (typeof at === "number" && Number.isInteger(at) && at >= 0 && at <= allowed.last && at % allowed.step === 0)
    return undefined;
  return { attribute: "at", detail: `with every ${String(every)}, at must be ${allowed.words}` };
}

/** The first moment later than `after` at which a job of this frequency runs. All are in UTC, which has no daylight saving time. */
export function nextRun({ every, at }: Frequency, after: Date): Date {
  const period = every * minute;
  const offset = at * minute;
  return new Date((Math.floor((after.getTime() - offset) / period) + 1) * period + offset);
}

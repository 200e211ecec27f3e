import { duration } from "./words";

/** Heroku's time, told by the `Date` of its answers; this machine's may be wrong. */
export interface HerokuClock {
  now(): Date;
  /** What a person should know of this machine's clock; undefined when it is right. */
  readonly remark: string | undefined;
}

/** Answers tell whole seconds, and take some time to come. */
const nothingMs = 2_000;
const wrongMs = 120_000;

/** @param told when Heroku's answer came, by Heroku; without it, this machine's clock is all there is */
export function herokuClock(told: Date | undefined, machine: () => number = Date.now): HerokuClock {
  const skew = (told?.getTime() ?? machine()) - machine();
  const used = Math.abs(skew) < nothingMs ? 0 : skew;
  return { now: () => new Date(machine() + used), remark: remarkOn(skew) };
}

function remarkOn(skew: number): string | undefined {
  if (Math.abs(skew) <= wrongMs) return undefined;
  const way = skew > 0 ? "slow" : "fast";
  return `This machine's clock is ${duration(Math.abs(skew))} ${way}. Heroku's time is used here; set the clock, for certificates and signed URLs are judged by it`;
}

import { CronExpressionParser } from "cron-parser";

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onschedule */
export interface CronSchedule {
  /** Five fields. */
  readonly cron: string;
  /** A name of the tz database; UTC when absent. */
  readonly timezone?: string;
}

/** The first minute later than `after` that a schedule names; undefined when it names none, or is no schedule at all. */
export function nextCron({ cron, timezone = "UTC" }: CronSchedule, after: Date): Date | undefined {
  if (cron.trim().split(/\s+/).length !== 5) return undefined; // the library would take seconds as a sixth
  try {
    return CronExpressionParser.parse(cron, { currentDate: after, tz: timezone }).next().toDate();
  } catch {
    return undefined;
  }
}

const minute = 60_000;

export interface JobFacts {
  readonly command: string;
  /** Minutes. */
  readonly every: number;
  /** Minutes after the full hour, or after 00:00 UTC. */
  readonly at: number;
  /** ISO 8601. */
  readonly ranAt?: string;
  readonly createdAt?: string;
}

const mark = 'echo "held by penny" # ';

/**
 * Heroku Scheduler cannot pause a job. A held job keeps its id and its times and runs a comment instead, in which its command
 * stands: so anyone can let it go on, with any tool, and `pulumi up` does it as well.
 */
export const held = (command: string): string => (isHeld(command) ? command : mark + command);
export const isHeld = (command: string): boolean => command.startsWith(mark);
export const released = (command: string): string => (isHeld(command) ? command.slice(mark.length) : command);

/** Whether people turned maintenance mode on: where jobs are held, it was a run of `penny` that did not come to its end. */
export const maintenanceByPeople = (on: boolean, jobs: readonly { readonly command: string }[]): boolean =>
  on && !jobs.some(({ command }) => isHeld(command));

/** The first moment later than `after` at which the job is due. */
export function nextRun({ every, at }: Pick<JobFacts, "every" | "at">, after: Date): Date {
  const [period, offset] = [every * minute, at * minute];
  return new Date((Math.floor((after.getTime() - offset) / period) + 1) * period + offset);
}

/** Scheduler starts runs up to some minutes late, which is no lateness. */
const graceMs = 5 * minute;

/** How long ago a run should have been that was not, in milliseconds; zero when none is missing. */
export function lateness(job: JobFacts, now: Date): number {
  const since = job.ranAt ?? job.createdAt;
  if (since === undefined) return 0;
  const due = nextRun(job, new Date(since));
  const late = now.getTime() - due.getTime();
  return late > graceMs ? late : 0;
}

/** `every 10 min`, `hourly at :20`, `daily at 14:30 UTC`. */
export function frequency({ every, at }: Pick<JobFacts, "every" | "at">): string {
  const two = (number: number) => String(number).padStart(2, "0");
  if (every === 1440) return `daily at ${two(Math.floor(at / 60))}:${two(at % 60)} UTC`;
  return every === 60 ? `hourly at :${two(at)}` : `every ${every} min`;
}

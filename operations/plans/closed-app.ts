import { moment, plural } from "../words";
import { type Backup, pushedOut } from "./backups";
import { type PlannedStep } from "./plan";

/** What stands around a change of the database. */
export type ClosedAppStep =
  "maintenance-on" | "hold-jobs" | "stop-workers" | "capture" | "start-workers" | "release-jobs" | "maintenance-off";

export interface ClosedAppFacts {
  readonly database: { readonly name: string; readonly bytes: number };
  /** All of the app, the newest first. */
  readonly backups: readonly Backup[];
  /** Whether the present state was captured by an earlier attempt, so that no more backup is made. */
  readonly captured: boolean;
  readonly jobs: number;
  readonly workers: readonly { readonly type: string; readonly quantity: number }[];
}

/** The database changes only while nobody uses it, and is captured first. */
export function whileClosed<Id extends string>(
  facts: ClosedAppFacts,
  steps: readonly PlannedStep<Id>[],
): PlannedStep<ClosedAppStep | Id>[] {
  const workers = facts.workers.map(({ type, quantity }) => `${type} (${quantity})`).join(", ");
  return [
    { id: "maintenance-on", title: "Maintenance mode on", seconds: 2 },
    { id: "hold-jobs", title: `Hold ${plural(facts.jobs, "job")} of Heroku Scheduler, end their runs`, seconds: 3 },
    { id: "stop-workers", title: `Stop other processes: ${workers || "none run"}`, seconds: 2 },
    {
      id: "capture",
      title: "Capture the present state, so that this can be undone",
      loses: evicted(facts),
      seconds: captureSeconds(facts.database.bytes),
    },
    ...steps,
    { id: "start-workers", title: "Start the other processes again", seconds: 2 },
    { id: "release-jobs", title: "Let the jobs run again", seconds: 2 },
    { id: "maintenance-off", title: "Maintenance mode off", seconds: 2 },
  ];
}

/** Which backups the capture costs. */
function evicted({ backups, captured }: ClosedAppFacts): string | undefined {
  const names = captured ? [] : pushedOut(backups).map(({ name, takenAt }) => `${name} of ${moment(takenAt)}`);
  return names.length === 0
    ? undefined
    : `${names.join(", ")}: Heroku keeps only the newest ${backups.find(({ keeps }) => keeps)?.keeps} made by hand`;
}

/** Rough, from what Heroku's transfers do; a small one takes some seconds whatever its size. */
const captureSeconds = (bytes: number) => Math.ceil(10 + bytes / (20 * 1024 ** 2));

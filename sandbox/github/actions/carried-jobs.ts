import type { Job } from "./entities";
import { together, type Outcome } from "./outcome";
import type { Workflow } from "./workflow-file";

/** What a new attempt of a run takes over from the ones before it, instead of running it again. */
export interface CarriedJobs {
  /** Of a whole job, by its key. */
  job(key: string): Outcome | undefined;
  /** Of one cell of a job that runs again. */
  cell(key: string, name: string): Outcome | undefined;
}

export const nothingCarried: CarriedJobs = { job: () => undefined, cell: () => undefined };

/** Everything but the jobs that `again` says, and those that follow them. */
export function carriedJobs(workflow: Workflow, latest: readonly Job[], again: (job: Job) => boolean): CarriedJobs {
  const began = new Set(latest.filter(again).map(({ key }) => topOf(key)));
  const rerun = new Set(began);
  // Jobs stand in an order in which each follows what it needs.
  for (const { key, needs } of workflow.jobs) if (needs.some((need) => rerun.has(need))) rerun.add(key);
  const rowsOf = (key: string): readonly Job[] =>
    latest.filter((row) => row.key === key || row.key.startsWith(`${key}/`));
  return {
    job: (key) => (rerun.has(topOf(key)) || rowsOf(key).length === 0 ? undefined : asOne(rowsOf(key))),
    cell: (key, name) => {
      const row = latest.find((each) => each.key === key && each.name === name);
      const keeps = row && began.has(topOf(key)) && !again(row) && row.conclusion === "success";
      return keeps ? asOne([row]) : undefined;
    },
  };
}

/** Of `deploy/migrate`, a job of a called workflow, the caller `deploy`. */
const topOf = (key: string): string => key.split("/")[0]!;

const asOne = (rows: readonly Job[]): Outcome => together(rows.map(outcomeOf));

/** A row that never ended ran nothing. */
const outcomeOf = ({ conclusion, outputs }: Job): Outcome => ({
  result: conclusion === null || conclusion === "timed_out" ? "skipped" : conclusion,
  outputs,
  continued: false,
});

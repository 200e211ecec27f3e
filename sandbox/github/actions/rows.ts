import type { Context } from "../context";
import type { Job, WorkflowRun } from "./entities";

/** The jobs of one attempt of a run, with those of earlier ones that it carried over. */
export function jobsAtAttempt({ state }: Context, run: WorkflowRun, attempt: number): Job[] {
  const rows = state.jobs.filter((row) => row.runId === run.id && row.attempt <= attempt);
  const name = (row: Job): string => `${row.key}\n${row.name}`;
  const newest = new Map(rows.map((row) => [name(row), row.attempt]));
  // A cell that another attempt named otherwise is not there any more.
  const last = new Map<string, number>();
  for (const row of rows) last.set(row.key, Math.max(last.get(row.key) ?? 0, row.attempt));
  return rows.filter(
    (row) =>
      row.attempt === newest.get(name(row)) && (row.attempt === last.get(row.key) || row.conclusion === "success"),
  );
}

import type { Open } from "./repositories";

/** A check run or a commit status, as it stands on a commit. */
export interface Check {
  readonly name: string;
  /** GitHub's word: `success`, `failure`, `queued`, `in_progress`, …; `expected` when required and not reported. */
  readonly state: string;
  readonly required: boolean;
  /** In the console, of a workflow's job. */
  readonly href?: string;
}

/** The newest of each name; required ones that nobody reported are `expected`. */
export function checksOf(open: Open, sha: string, required: readonly string[] = []): Check[] {
  const { state } = open.context;
  const { id } = open.repository;
  const runs = state.checkRuns.filter((row) => row.repositoryId === id && row.headSha === sha);
  const statuses = state.statuses.filter((row) => row.repositoryId === id && row.sha === sha);
  const found = new Map<string, Check>();
  for (const { context: name, state: word } of statuses)
    found.set(name, { name, state: word, required: required.includes(name) });
  for (const { id: job, name, status, conclusion } of runs) {
    const run = state.jobs.get(job)?.runId;
    const href = run === undefined ? {} : { href: `${open.path}/runs/${run}?job=${job}` };
    found.set(name, { name, state: conclusion ?? status, required: required.includes(name), ...href });
  }
  for (const name of required) if (!found.has(name)) found.set(name, { name, state: "expected", required: true });
  return [...found.values()];
}

const passing = ["success", "neutral", "skipped"];
const failing = ["failure", "error", "cancelled", "timed_out", "action_required"];

/** All of a commit's checks in one word; undefined when it has none. */
export function rollup(checks: readonly Check[]): "success" | "failure" | "pending" | undefined {
  if (checks.length === 0) return undefined;
  if (checks.some(({ state }) => failing.includes(state))) return "failure";
  return checks.every(({ state }) => passing.includes(state)) ? "success" : "pending";
}

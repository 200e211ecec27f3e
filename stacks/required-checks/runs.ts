import { UnusableWorkflow } from "./errors";
import { type Expressions, type Known, type Knowledge, unknown } from "./expressions";
import { passes } from "./filters";
import { type Job, texts, type Workflow } from "./workflow";

/** Whether a job runs for pull requests: for each, for none, or for those that its condition chooses. */
export type Runs = "always" | "never" | "sometimes";

/** What every pull request has in common. */
export const ofPullRequests = {
  event_name: "pull_request",
  ref: "refs/pull/1/merge",
  ref_name: "1/merge",
  ref_type: "branch",
};

/**
 * Whether the workflow runs for every pull request to the branch. Throws UnusableWorkflow where it runs for some only: GitHub reports no
 * check at all for a workflow that a filter skips, and those pull requests would wait for ever.
 */
export function refuseFilters({ file, on }: Workflow, branch: string | undefined): void {
  const filters = on["pull_request"];
  if (!filters) throw new UnusableWorkflow(file, notOnPullRequest(on));
  const [wanted, ignored] = [filters["branches"], filters["branches-ignore"]];
  const reached =
    branch !== undefined &&
    (wanted === undefined || passes(texts(wanted), branch)) &&
    !(ignored !== undefined && passes(texts(ignored), branch));
  const trapped = ["paths", "paths-ignore", ...(reached ? [] : ["branches", "branches-ignore"])].filter(
    (name) => name in filters,
  );
  if (trapped.length > 0)
    throw new UnusableWorkflow(
      file,
      `Its pull_request event is filtered by ${trapped.join(", ")}: GitHub reports no check at all for a workflow that a filter skips, and the pull request waits for ever. Filter inside the jobs instead.`,
    );
  const types = filters["types"] === undefined ? undefined : texts(filters["types"]);
  const missing = types && ["opened", "synchronize"].filter((type) => !types.includes(type));
  if (missing && missing.length > 0)
    throw new UnusableWorkflow(
      file,
      `Its pull_request event has types without ${missing.join(" and ")}: a new commit of a pull request would get no check, and wait for it for ever. Leave \`types\` out, or add them.`,
    );
}

function notOnPullRequest(on: Workflow["on"]): string {
  const also =
    "pull_request_target" in on
      ? " pull_request_target is no way out: it runs what strangers wrote with your secrets."
      : "";
  return `It does not run \`on: pull_request\`, so its checks would never come for a pull request.${also}`;
}

/** For each job, by its id. A job that needs one which never runs is skipped with it, unless its condition asks for a status. */
export function runsOfJobs(
  { file, jobs }: Pick<Workflow, "file" | "jobs">,
  expressions: Expressions,
  knowledge: Omit<Knowledge, "success">,
): ReadonlyMap<string, Runs> {
  const decided = new Map<string, Runs>();
  const decide = (job: Job): Runs => {
    const found = decided.get(job.id);
    if (found) return found;
    const needs = job.needs.map((need) => decide(jobs.find(({ id }) => id === need)!));
    const success = !needs.includes("never");
    const runs = readAs(file, job, () => verdict(expressions, job.condition, { ...knowledge, success }));
    const all = runs === "always" && needs.includes("sometimes") && !asksStatus(job) ? "sometimes" : runs;
    decided.set(job.id, all);
    return all;
  };
  jobs.forEach(decide);
  return decided;
}

function verdict(expressions: Expressions, condition: string | undefined, knowledge: Knowledge): Runs {
  if (condition === undefined) return knowledge.success ? "always" : "never";
  const bare = condition.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, "$1");
  if (!hasStatus(bare) && !knowledge.success) return "never";
  return asRuns(expressions.evaluate(bare, knowledge));
}

function asRuns(value: Known): Runs {
  if (value === unknown) return "sometimes";
  return value ? "always" : "never";
}

const hasStatus = (condition: string): boolean => /\b(success|failure|cancelled|always)\s*\(/i.test(condition);
const asksStatus = ({ condition }: Job): boolean => condition !== undefined && hasStatus(condition);

/** What GitHub's library refuses is told with its place. */
export function readAs<T>(file: string, { id }: Job, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnusableWorkflow) throw error;
    throw new UnusableWorkflow(file, `jobs.${id}: ${(error as Error).message}. Correct the expression.`);
  }
}

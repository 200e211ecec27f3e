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

/**
 * For each job, by its id. A job is skipped with any that came before it, also through others, unless its condition asks for a status:
 * https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-jobs#defining-prerequisite-jobs
 */
export function runsOfJobs(
  jobs: readonly Job[],
  expressions: Expressions,
  knowledge: Omit<Knowledge, "success">,
): ReadonlyMap<string, Runs> {
  const decided = new Map<string, { readonly runs: Runs; readonly before: readonly Runs[] }>();
  const decide = (job: Job): { readonly runs: Runs; readonly before: readonly Runs[] } => {
    const found = decided.get(job.id);
    if (found) return found;
    const needed = job.needs.map((need) => decide(jobs.find(({ id }) => id === need)!));
    const before = needed.flatMap((need) => [need.runs, ...need.before]);
    const verdicts = readAs(job, () =>
      successesAfter(before).map((success) => verdict(expressions, job, { ...knowledge, success })),
    );
    const runs = verdicts.every((each) => each === verdicts[0]) ? verdicts[0]! : "sometimes";
    decided.set(job.id, { runs, before });
    return { runs, before };
  };
  return new Map(jobs.map((job) => [job.id, decide(job).runs]));
}

/** What `success()` may answer when nothing fails. */
function successesAfter(before: readonly Runs[]): boolean[] {
  if (before.includes("never")) return [false];
  return before.includes("sometimes") ? [true, false] : [true];
}

function verdict(expressions: Expressions, { place, id, condition }: Job, knowledge: Knowledge): Runs {
  if (condition === undefined) return knowledge.success ? "always" : "never";
  const bare = condition.replace(/^\$\{\{([\s\S]*)\}\}$/, "$1");
  if (/\$\{\{|\}\}/.test(bare))
    throw new UnusableWorkflow(
      place,
      `The condition of jobs.${id} is \`${condition}\`: GitHub takes what stands around \`\${{ }}\` for text, and text for true. Put one \`\${{ }}\` around all of it, or none.`,
    );
  if (!asksStatus(bare) && !knowledge.success) return "never";
  return asRuns(expressions.evaluate(bare, knowledge));
}

function asRuns(value: Known): Runs {
  if (value === unknown) return "sometimes";
  return value ? "always" : "never";
}

const asksStatus = (condition: string): boolean =>
  /\b(success|failure|cancelled|always)\s*\(/i.test(withoutTexts(condition));

/** An expression without what stands in quotes. */
export const withoutTexts = (expression: string): string => expression.replace(/'(?:[^']|'')*'/g, "''");

/** What GitHub's library refuses is told with its place. */
export function readAs<T>({ place, id }: Job, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnusableWorkflow) throw error;
    throw new UnusableWorkflow(place, `jobs.${id}: ${(error as Error).message}. Correct the expression.`);
  }
}

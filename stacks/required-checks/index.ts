import { NoCommonChecks, UnusableWorkflow } from "./errors";
import { Expressions, type Knowledge } from "./expressions";
import { checkNames } from "./names";
import { ofPullRequests, refuseFilters, runsOfJobs } from "./runs";
import { type Job, readWorkflow, type Workflow } from "./workflow";

export interface WorkflowSource {
  /** Where it lies, for errors. */
  readonly file: string;
  readonly text: string;
  /** The branch that is to be protected. Without it, a filter by branches is refused. */
  readonly branch?: string;
  /** The text of a workflow of the same repository that a job calls: `./.github/workflows/tests.yml`. */
  readonly called?: (path: string) => Promise<string | undefined>;
}

/** GitHub's own limit: a workflow and nine levels of called ones. */
const deepest = 10;

/** `env` renders nothing in a name, and where a job has no matrix, neither does `matrix`. */
const beforeRun: Omit<Knowledge, "success"> = { contexts: { github: ofPullRequests }, complete: ["env", "matrix"] };

/** A check of a pull request: of a job that runs, or of one that is always skipped. */
interface Check {
  readonly name: string;
  readonly runs: boolean;
}

/**
 * The names of the checks that the workflow reports for every pull request: what branch protection may require.
 * Rules: docs/decisions/0004-required-checks-come-from-the-workflow.md. Throws UnusableWorkflow where a required check could never come.
 */
export async function requiredChecks(source: WorkflowSource): Promise<string[]> {
  const { file, text, branch } = source;
  const workflow = readWorkflow(file, text);
  refuseFilters(workflow, branch);
  const checks = await checksOf(workflow.jobs, await Expressions.load(), source, 1);
  const twice = checks.find(({ name, runs }) => runs && checks.filter((check) => check.name === name).length > 1);
  if (twice)
    throw new UnusableWorkflow(
      file,
      `Two jobs report the check "${twice.name}": GitHub could take one for the other, and a skipped one for passed. Give them names of their own.`,
    );
  const required = checks.filter(({ runs }) => runs).map(({ name }) => name);
  if (required.length === 0)
    throw new UnusableWorkflow(file, "No job of it runs for pull requests, so nothing would guard the branch.");
  return required;
}

/**
 * The checks to require now. While the workflow on the default branch is not the declared one, only those that both report:
 * a renamed check never blocks a pull request. `delivered` is undefined where the branch has the declared one, or none.
 */
export async function checksToRequire(
  declared: WorkflowSource,
  delivered: WorkflowSource | undefined,
): Promise<string[]> {
  const wanted = await requiredChecks(declared);
  if (delivered === undefined) return wanted;
  const there = await requiredChecks(delivered);
  const common = wanted.filter((check) => there.includes(check));
  if (common.length === 0) throw new NoCommonChecks(declared.file, there, wanted);
  return common;
}

async function checksOf(
  jobs: readonly Job[],
  expressions: Expressions,
  source: WorkflowSource,
  depth: number,
): Promise<Check[]> {
  const runs = runsOfJobs(jobs, expressions, beforeRun);
  const checks = jobs.map(async (job): Promise<Check[]> => {
    if (runs.get(job.id) === "never") return [{ name: job.name ?? job.id, runs: false }];
    refuseWhenSkippable(job, runs.get(job.id) === "sometimes");
    const own = checkNames(job, expressions, { ...beforeRun, success: true });
    if (job.uses === undefined) return own.map((name) => ({ name, runs: true }));
    const called = await readCalled(job, job.uses, source, depth);
    const inner = await checksOf(called.jobs, expressions, source, depth + 1);
    return own.flatMap((caller) => inner.map((check) => ({ ...check, name: `${caller} / ${check.name}` })));
  });
  return (await Promise.all(checks)).flat();
}

/** A job that is skipped passes, but by its name as it is written: the names of a matrix's cells, of called jobs and filled-in ones never come. */
function refuseWhenSkippable(job: Job, skippable: boolean): void {
  const trap =
    job.matrix !== undefined
      ? "has a matrix, which GitHub then does not expand"
      : job.uses !== undefined
        ? "calls a workflow, whose jobs GitHub then does not report"
        : job.name?.includes("${{")
          ? "has a name with an expression, which GitHub then does not fill in"
          : undefined;
  if (!skippable || trap === undefined) return;
  const why = job.condition === undefined ? "it needs a job that is" : `of the condition \`${job.condition}\``;
  throw new UnusableWorkflow(
    job.place,
    `jobs.${job.id} is skipped for some pull requests, because ${why}; and it ${trap}: the required name never comes, and the pull request waits for ever. Move the condition to the steps.`,
  );
}

async function readCalled(job: Job, uses: string, { called }: WorkflowSource, depth: number): Promise<Workflow> {
  const refuse = (reason: string) => new UnusableWorkflow(job.place, `jobs.${job.id} calls ${uses}, ${reason}`);
  if (!uses.startsWith("./"))
    throw refuse(
      "which names its checks and cannot be read from here. Call a workflow of the same repository, or write the job out.",
    );
  if (depth >= deepest) throw refuse("more than nine levels deep, which GitHub refuses. Does a workflow call itself?");
  const text = await called?.(uses.slice(2));
  if (text === undefined) throw refuse("which the repository does not have. Correct the path, or add the file.");
  const workflow = readWorkflow(uses, text);
  if (!("workflow_call" in workflow.on)) throw refuse("which does not run `on: workflow_call`. Add that event to it.");
  return workflow;
}

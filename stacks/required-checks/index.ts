import { NoCommonChecks, UnusableWorkflow } from "./errors";
import { type Cell, cellSuffix, matrixCells } from "./matrix";
import { type Job, readWorkflow, type Workflow } from "./workflow";

/** Conditions under which a job never runs for a pull request; it is then not among the required ones. */
const neverOnPullRequest =
  /^(\$\{\{)?\s*github\.event_name\s*(==\s*'(push|schedule|workflow_dispatch)'|!=\s*'pull_request')\s*(&&[^|]*)?(\}\})?$/;

/**
 * The names of the checks that the workflow reports for every pull request: what branch protection may require.
 * Rules: docs/decisions/0004-required-checks-come-from-the-workflow.md. Throws UnusableWorkflow where a required check could never come.
 */
export function requiredChecks(file: string, text: string): string[] {
  const workflow = readWorkflow(file, text);
  refuseFilters(workflow);
  const checks = workflow.jobs
    .filter((job) => runsOnPullRequests(workflow.file, job))
    .flatMap((job) => checkNames(workflow.file, job));
  const twice = checks.find((check, index) => checks.indexOf(check) !== index);
  if (twice)
    throw new UnusableWorkflow(
      file,
      `Two jobs report the check "${twice}": GitHub could take one for the other. Give them names of their own.`,
    );
  if (checks.length === 0)
    throw new UnusableWorkflow(file, "No job of it runs for pull requests, so nothing would guard the branch.");
  return checks;
}

/**
 * The checks to require now. While the workflow on the default branch is not the declared one, only those that both report:
 * a renamed check never blocks a pull request.
 */
export function checksToRequire(file: string, declared: string, delivered: string | undefined): string[] {
  const wanted = requiredChecks(file, declared);
  if (delivered === undefined || delivered === declared) return wanted;
  const there = requiredChecks(file, delivered);
  const common = wanted.filter((check) => there.includes(check));
  if (common.length === 0) throw new NoCommonChecks(file, there, wanted);
  return common;
}

function refuseFilters({ file, onPullRequest, pullRequestFilters }: Workflow): void {
  if (!onPullRequest)
    throw new UnusableWorkflow(
      file,
      "It does not run `on: pull_request`, so its checks would never come for a pull request.",
    );
  if (pullRequestFilters.length > 0)
    throw new UnusableWorkflow(
      file,
      `Its pull_request event is filtered by ${pullRequestFilters.join(", ")}: GitHub reports no check at all for a workflow that a filter skips, and the pull request waits for ever. Filter inside the jobs instead.`,
    );
}

function runsOnPullRequests(file: string, job: Job): boolean {
  if (job.condition === undefined || /^(\$\{\{\s*)?always\(\)(\s*\}\})?$/.test(job.condition)) return true;
  if (neverOnPullRequest.test(job.condition.trim())) return false;
  if (job.matrix)
    throw new UnusableWorkflow(
      file,
      `jobs.${job.id} has a matrix and the condition \`${job.condition}\`: when it is skipped, GitHub does not expand the matrix, and the required names never come. Move the condition to the steps.`,
    );
  return true;
}

function checkNames(file: string, job: Job): string[] {
  if (job.uses)
    throw new UnusableWorkflow(
      file,
      `jobs.${job.id} calls ${job.uses}: its checks are named by that workflow, which is not read yet. Write the job out.`,
    );
  const base = job.name ?? job.id;
  const cells = job.matrix ? matrixCells(job.matrix) : [];
  if (cells.length === 0) return [withoutExpressions(file, job, base)];
  return cells.map((cell) =>
    /\$\{\{[^}]*\bmatrix\b/.test(base)
      ? rendered(file, job, base, cell)
      : `${withoutExpressions(file, job, base)} (${cellSuffix(cell)})`,
  );
}

function rendered(file: string, job: Job, name: string, cell: Cell): string {
  const filled = name.replace(/\$\{\{\s*matrix\.([\w-]+)\s*\}\}/g, (_, key: string) =>
    key in cell ? String(cell[key]) : "",
  );
  return withoutExpressions(file, job, filled);
}

function withoutExpressions(file: string, job: Job, name: string): string {
  if (name.includes("${{"))
    throw new UnusableWorkflow(
      file,
      `The name of jobs.${job.id}, \`${name}\`, is known only when it runs. Use plain text and \`\${{ matrix.<axis> }}\`.`,
    );
  return name;
}

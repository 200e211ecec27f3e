import { UnusableWorkflow } from "../required-checks/errors";
import { readWorkflow, type Workflow } from "../required-checks/workflow";
import { type Problem } from "./errors";
import { type WorkflowText } from "./workflow-reads";

/** Events other than `push` whose runs report checks of a pull request's newest commit. */
const events = ["pull_request", "pull_request_target", "pull_request_review", "deployment", "deployment_status"];

/**
 * A required check is known by its name alone: a green job of another workflow with that name would pass for it.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-status-checks-before-merging
 */
export function checkSameNames(required: readonly string[], others: readonly WorkflowText[]): Problem[] {
  return others.flatMap((other) => {
    const workflow = readable(other);
    if (!workflow || !runsForPullRequests(workflow)) return [];
    const same = workflow.jobs.filter(({ id, name }) => required.includes(name ?? id));
    return same.map(({ id, name, place }) => ({
      where: `${place}: jobs.${id}`,
      message: `reports the check ${name ?? id}, as the required one of the pipeline's workflow is called: GitHub could take one for the other. Give this job another name`,
    }));
  });
}

/** Of a workflow that cannot be read GitHub runs nothing. */
function readable({ file, text }: WorkflowText): Workflow | undefined {
  try {
    return readWorkflow(file, text);
  } catch (error) {
    if (error instanceof UnusableWorkflow) return undefined;
    throw error;
  }
}

function runsForPullRequests({ on }: Workflow): boolean {
  const { push } = on;
  const pushed = push !== undefined && !("branches" in push) && !("tags" in push);
  return pushed || events.some((event) => event in on);
}

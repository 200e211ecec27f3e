import { outermost } from "./called-workflow";
import { wantedGroup, type WantedGroup } from "./groups";
import { JobGraph } from "./job-graph";
import { together, type Outcome } from "./outcome";
import type { Run } from "./run";
import { InvalidWorkflow } from "./workflow-file";

/** From the first job of a run to its conclusion. What cannot be evaluated before there are jobs fails the run, and becomes its title. */
export async function executeRun(run: Run): Promise<void> {
  const { parts, repository, workflow } = run;
  let group: WantedGroup | undefined;
  try {
    takeName(run);
    group = wantedGroup(parts.expressions, repository.id, workflow.concurrency, run.contexts());
  } catch (error) {
    const { message } = new InvalidWorkflow(workflow.path, (error as Error).message);
    return run.update({ status: "completed", conclusion: "failure", title: message });
  }
  await executeIn(run, group);
}

/** A `run-name` takes the place of what the event is called. */
function takeName(run: Run): void {
  const { runName } = run.workflow;
  const title = runName && String(run.parts.expressions.fill(runName, run.contexts()) ?? "").trim();
  if (title) run.update({ title });
}

async function executeIn(run: Run, group: WantedGroup | undefined): Promise<void> {
  const { parts, repository, workflow, row } = run;
  const { context, groups } = parts;
  const outcomes: Outcome[] = [];
  try {
    if (group) {
      run.update({ status: "pending" });
      await groups.enterUnlessCancelled(group, run);
      run.forced ||= run.cancelled; // before anything ran: then nothing does
    }
    run.update({ status: run.cancelled ? "queued" : "in_progress" });
    const graph = new JobGraph(run, outermost(context, repository, workflow, row));
    outcomes.push(...(await graph.execute()).values());
  } finally {
    if (group) groups.leave(group.name, run);
    const conclusion = run.cancelled ? "cancelled" : together(outcomes).result;
    run.update({ status: "completed", conclusion });
  }
}

import { provideActionsRunner } from "../engine";
import { NoWayWorked } from "../errors";
import { type Layout } from "../layout";
import { type Step } from "../report";
import { versions } from "../versions";

/** Brings what runs the jobs of workflows onto the machine. @throws {NoWayWorked} */
export function actionsRunnerStep(layout: Layout): Step {
  return {
    title: `Actions runner, act ${versions.act}`,
    run: async (report) => (await provideActionsRunner(layout, report)).way,
  };
}

/** The same where it can be had: production is provisioned without it, and only workflows wait for it. */
export function optionalActionsRunnerStep(layout: Layout): Step {
  const step = actionsRunnerStep(layout);
  const run: Step["run"] = async (report) =>
    step.run(report).catch((error: unknown) => {
      if (!(error instanceof NoWayWorked)) throw error;
      return "not here: workflows wait until bin/actions-runner has built it, which needs Go";
    });
  return { ...step, run };
}

import { layoutOf } from "../layout";
import { runSteps } from "../progress/steps";
import { runMain } from "../run-main";
import { actionsRunnerStep } from "./actions-runner-step";
import { endOnInterrupt } from "./interrupt";

/** `bin/actions-runner`: brings what runs workflows onto this machine; the sandbox uses it from then on. */
runMain(async () => {
  const layout = layoutOf(process.env);
  const settle = endOnInterrupt();
  await runSteps([actionsRunnerStep(layout)]);
  settle();
  return 0;
});

import { provideActionsRunner } from "../engine";
import { layoutOf } from "../layout";
import { runSteps } from "../progress/steps";
import { runMain } from "../run-main";
import { versions } from "../versions";
import { endOnInterrupt } from "./interrupt";

/** `bin/actions-runner`: brings what runs workflows onto this machine; the sandbox uses it from then on. */
runMain(async () => {
  const layout = layoutOf(process.env);
  const settle = endOnInterrupt();
  const run = async (report: Parameters<typeof provideActionsRunner>[1]) => (await provideActionsRunner(layout, report)).way; // prettier-ignore
  await runSteps([{ title: `Actions runner, act ${versions.act}`, run }]);
  settle();
  return 0;
});

import { isProgram } from "../files";
import { alreadyHere, onThePath, type Cli } from "../install/cli";
import { type Layout } from "../layout";
import { runSteps } from "../progress/steps";
import { silentReport } from "../report";
import { engineSteps } from "./engine-steps";
import { endOnInterrupt } from "./interrupt";

/** The engine; set up first, with progress, when it is not here yet. */
export async function theEngine(layout: Layout): Promise<Cli> {
  const here = (await alreadyHere(layout).attempt(silentReport)) ?? (await ownCli(layout));
  if (here && isProgram(layout.githubPluginProgram)) return here;
  const settle = endOnInterrupt();
  const { steps, cli } = engineSteps(layout);
  await runSteps(steps);
  settle();
  return cli();
}

const ownCli = (layout: Layout) =>
  onThePath(layout)
    .attempt(silentReport)
    .catch(() => undefined);

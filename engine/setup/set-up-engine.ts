import { type Cli } from "../install/already-here";
import { type Layout } from "../layout";
import { runSteps } from "../progress/steps";
import { engineSteps } from "./engine-steps";
import { endOnInterrupt } from "./interrupt";

/** Brings the engine onto the machine, with progress. */
export async function setUpEngine(layout: Layout): Promise<Cli> {
  const settle = endOnInterrupt();
  const { steps, cli } = engineSteps(layout);
  await runSteps(steps);
  settle();
  return cli();
}

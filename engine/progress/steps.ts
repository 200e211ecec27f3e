import { type Step } from "../report";
import { runPlainly } from "./plain";
import { runOnTerminal } from "./terminal";

/** Shows steps as they run, on stderr: stdout belongs to what the command prints. The first that fails ends it. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  // listr2 draws on stdout.
  if (process.stderr.isTTY && process.stdout.isTTY) await runOnTerminal(steps);
  else await runPlainly(steps, (line) => void process.stderr.write(`${line}\n`));
}

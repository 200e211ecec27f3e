import { type Step } from "../report";
import { runPlainly } from "./plain";
import { runOnTerminal } from "./terminal";

/** Shows steps as they run, on stderr: stdout belongs to what the command prints. The first that fails ends it. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  if (canDraw(process)) await runOnTerminal(steps);
  else await runPlainly(steps, (line) => void process.stderr.write(`${line}\n`));
}

/** listr2 draws on stdout, and breaks lines after each letter on a terminal that does not know its width. */
export function canDraw({ stdout, stderr }: Streams): boolean {
  return Boolean(stderr.isTTY && stdout.isTTY && stdout.columns);
}

interface Streams {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { readonly isTTY?: boolean };
}

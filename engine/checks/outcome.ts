import { readFileSync } from "node:fs";
import { z } from "zod";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** What jest's --json file says, as far as it is counted. */
const jestResult = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  /** Files that could not run at all: their tests are in no other number. */
  numRuntimeErrorTestSuites: z.number(),
});

export const add = (one: Outcome, other: Outcome): Outcome => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
});

/**
 * Counts a suite's tests; a file that could not run counts as one failure, and so does a run that left no result or
 * that jest calls failed although no test was.
 */
export function countJest(file: string, exit: number | NodeJS.Signals): Outcome {
  const result = read(file);
  if (result === undefined) return { passed: 0, failed: 1 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const quietFailure = failed === 0 && (exit !== 0 || !result.success);
  return { passed: result.numPassedTests, failed: failed + (quietFailure ? 1 : 0) };
}

function read(file: string): z.infer<typeof jestResult> | undefined {
  try {
    return jestResult.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

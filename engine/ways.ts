import { NoWayWorked } from "./errors";
import { type Report } from "./report";

/** One way to a part. `undefined` says that this way does not lead there on this machine; an error says why it failed. */
export interface Way<Result> {
  readonly name: string;
  /** What a person can do that this way works; an error's own remedy says it better. */
  readonly remedy?: string;
  attempt(report: Report): Promise<Result | undefined>;
}

export interface Reached<Result> {
  readonly way: string;
  readonly result: Result;
}

/**
 * Tries the ways in their order and takes the first that works.
 * @throws {NoWayWorked} names each way that was tried and why it failed
 */
export async function firstThatWorks<Result>(
  part: string,
  ways: readonly Way<Result>[],
  report: Report,
): Promise<Reached<Result>> {
  const failures: { way: string; error: Error; remedy?: string }[] = [];
  for (const { name, remedy, attempt } of ways) {
    try {
      const result = await attempt(report);
      if (result !== undefined) return { way: name, result };
      failures.push({ way: name, error: new Error("not there"), remedy });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      failures.push({ way: name, error, remedy });
      report.say(`${part}: ${name} did not work (${reason(error)})`);
    }
  }
  throw new NoWayWorked(part, failures);
}

/** The last thing that a program said is its reason. */
const reason = (error: Error) => error.message.trim().split("\n").at(-1);

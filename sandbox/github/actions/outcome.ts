/** How a job ended, for the jobs that need it. */
export interface NeedResult {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Outcome extends NeedResult {
  /** It failed, and is to be taken for a success. */
  readonly continued: boolean;
}

/** What several outcomes come to as one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const counted = outcomes.filter((each) => !each.continued).map((each) => each.result);
  const worst = (["failure", "cancelled"] as const).find((result) => counted.includes(result));
  const skipped = counted.length > 0 && counted.every((result) => result === "skipped");
  const outputs = Object.assign({}, ...outcomes.map((each) => each.outputs)) as Record<string, string>;
  return { result: worst ?? (skipped ? "skipped" : "success"), outputs, continued: false };
}

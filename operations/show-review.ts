import pc from "picocolors";
import { diffLines } from "../review/diff-lines";
import { type Review } from "../review/review";
import { headline } from "../review/section";
import { type Output } from "./output";

const colours: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^[-±]/, pc.red],
  [/^[+=]/, pc.green],
  [/^~/, pc.yellow],
];

/** The same as a pull request's comment tells, at a terminal. */
export function showReview(output: Output, review: Review): void {
  output.line(pc.bold(headline(review)));
  for (const message of review.errors) output.line(pc.red(message));
  for (const { label, because } of review.risks) output.line(pc.yellow(`! ${label}: ${because.join("; ")}`));
  for (const { name, gone } of review.drift)
    output.line(`  Drift: ${name} ${gone ? "is gone" : "was changed"} since the last up`);
  for (const { policy, message } of review.policies?.violations ?? []) output.line(pc.red(`✗ ${policy}: ${message}`));
  for (const line of diffLines(review.changes)) output.line(`  ${coloured(line)}`);
}

function coloured(line: string): string {
  return (colours.find(([start]) => start.test(line))?.[1] ?? String)(line);
}

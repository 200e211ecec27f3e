import { type Output } from "../output";
import { type Plan } from "../plans/plan";
import { duration, plural } from "../words";

/** The ordered steps with what each would lose and about how long it takes. */
export function showPlan(output: Output, { title, notes, steps }: Plan): void {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  output.line(`${title}: ${plural(steps.length, "step")}, about ${duration(total * 1000)}`);
  for (const note of notes) output.line(`  Note: ${note}`);
  for (const [index, step] of steps.entries()) {
    output.line(`  ${index + 1}. ${step.title} (about ${duration(step.seconds * 1000)})`);
    if (step.loses) output.line(`     LOSES ${step.loses}`);
  }
}

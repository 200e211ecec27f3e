import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Change } from "../../../review/changes";
import { type Review, reviewOf } from "../../../review/review";

/** Previews that the engine really printed; test/support/record-previews.ts makes them anew. */
export type Recorded = "unchanged" | "changed" | "violating" | "refused" | "replaced" | "drifted";

const read = (file: string) => readFileSync(join(__dirname, "../../fixtures/previews", file), "utf8");
const withPolicies: readonly Recorded[] = ["unchanged", "changed", "violating"];

export const recorded = (name: Recorded): Review =>
  reviewOf({
    stack: "production",
    preview: read(`${name}.json`),
    events: withPolicies.includes(name) ? read(`${name}.events.jsonl`) : undefined,
  });

/** A change as the engine's digest leads to it. */
export function change(
  action: Change["action"],
  type: string,
  name: string,
  properties: readonly (readonly [path: string, before: string, after: string])[] = [],
  states: Pick<Partial<Change>, "old" | "new"> = {},
): Change {
  const told = properties.map(([path, before, after]) => ({ path, before, after }));
  return { action, type, name, properties: told, old: undefined, new: undefined, ...states };
}

export const review = (changes: readonly Change[], more: Partial<Review> = {}): Review => ({
  ...{ stack: "production", changes, risks: [], drift: [], policies: undefined, errors: [] },
  ...more,
});

import { type Action, type Change } from "./changes";

const signs: Readonly<Record<Action, string>> = { create: "+", import: "=", update: "~", replace: "±", delete: "-" };

/** The full diff: a line for each resource, and for each value before and after. */
export function diffLines(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => [
    `${signs[change.action]} ${change.type} ${change.name}`,
    ...change.properties.flatMap(({ path, before, after }) => [
      ...(before === "(none)" ? [] : [`-   ${path}: ${before}`]),
      ...(after === "(none)" ? [] : [`+   ${path}: ${after}`]),
    ]),
  ]);
}

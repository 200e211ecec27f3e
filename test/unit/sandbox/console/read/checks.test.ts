import { type Check, rollup } from "../../../../../sandbox/console/read/checks";

const checks = (...states: string[]): Check[] => states.map((state) => ({ name: state, state, required: false }));

test.each([
  [[], undefined],
  [["success", "skipped", "neutral"], "success"],
  [["success", "in_progress"], "pending"],
  [["success", "expected"], "pending"],
  [["failure", "queued"], "failure"],
  [["cancelled", "success"], "failure"],
])("%j together are %j", (states, expected) => expect(rollup(checks(...states))).toBe(expected));

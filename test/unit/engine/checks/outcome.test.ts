import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { countJest } from "../../../../engine/checks/outcome";
import { temporaryFolder } from "../../../support/temporary";

function result(value: object): string {
  const file = join(temporaryFolder(), "result.json");
  const none = { success: true, numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  writeFileSync(file, JSON.stringify({ ...none, ...value }));
  return file;
}

test("passed and failed tests are counted", () => {
  const file = result({ success: false, numPassedTests: 5, numFailedTests: 2 });

  expect(countJest(file, 1)).toEqual({ passed: 5, failed: 2 });
});

test("a file that could not run is a failure", () => {
  const file = result({ success: false, numPassedTests: 5, numRuntimeErrorTestSuites: 1 });

  expect(countJest(file, 1)).toEqual({ passed: 5, failed: 1 });
});

test("a run that failed without a failed test is a failure", () => {
  expect(countJest(result({ success: false, numPassedTests: 5 }), 1)).toEqual({ passed: 5, failed: 1 });
});

test("a run that left no result is a failure", () => {
  expect(countJest("/nowhere/result.json", "SIGKILL")).toEqual({ passed: 0, failed: 1 });
});

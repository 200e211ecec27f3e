import { canDraw } from "../../../../engine/progress/steps";

const terminal = { isTTY: true, columns: 80 };

test.each([
  ["a terminal", { stdout: terminal, stderr: terminal }, true],
  ["a terminal that does not know its width", { stdout: { isTTY: true, columns: 0 }, stderr: terminal }, false],
  ["a pipe for output", { stdout: {}, stderr: terminal }, false],
  ["a file for errors", { stdout: terminal, stderr: {} }, false],
])("whether steps are drawn: %s", (_, streams, drawn) => {
  expect(canDraw(streams)).toBe(drawn);
});

import { readCommandLine } from "../../../../engine/rehearsal/arguments";
import { OptionRefused } from "../../../../engine/rehearsal/errors";

const read = (line: string) => readCommandLine(line.split(" ").filter(Boolean), "/home/me");

test.each([
  ["up -s qa", "qa"],
  ["-s qa up", "qa"],
  ["up --stack qa", "qa"],
  ["up --stack=qa", "qa"],
  ["up -sqa", "qa"],
  ["up", undefined],
])("%s acts on stack %s", (line, stack) => expect(read(line).stack).toBe(stack));

test("words are told from options and their values", () => {
  expect(read("--color never -s qa config set --secret NAME").words).toEqual(["config", "set", "NAME"]);
});

test.each([
  ["stack export --file state.json", "stack export --file /home/me/state.json"],
  ["stack import --file=../state.json", "stack import --file=/home/state.json"],
  ["import -f resources.json --yes", "import -f /home/me/resources.json --yes"],
  ["up -f", "up -f"],
  ["preview --save-plan /tmp/plan", "preview --save-plan /tmp/plan"],
  ["stack graph graph.dot", "stack graph /home/me/graph.dot"],
  ["up -sqa --yes", "up -sqa --yes"],
  ["up -- --odd", "up -- --odd"],
])("%s reaches the engine as %s", (line, expected) => expect(read(line).args.join(" ")).toBe(expected));

test.each(["-C .. up", "--cwd=.. up", "up --config-file Pulumi.production.yaml"])("%s is refused", (line) => {
  expect(() => read(line)).toThrow(OptionRefused);
});

test.each(["version", "--help", "up --help", "", "plugin ls"])("%j needs no sandbox", (line) => {
  expect(read(line).informational).toBe(true);
});

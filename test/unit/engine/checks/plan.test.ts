import { needsBrowser, planFor, suites, UnknownCheck } from "../../../../engine/checks/plan";

const names = (args: string[]) => {
  const { checks, suites: runs } = planFor(args);
  return [...checks.map(({ name }) => name), ...runs.map(({ suite, only }) => [suite, ...only].join(" "))];
};

test("without arguments everything runs", () => expect(names([])).toEqual(["lint", "format", "types", ...suites]));

test.each([
  [["unit"], ["unit"]],
  [
    ["lint", "types"],
    ["lint", "types"],
  ],
  [["test/unit/engine/ways.test.ts"], ["unit test/unit/engine/ways.test.ts"]],
  [
    ["test/contract/engine", "format"],
    ["format", "contract test/contract/engine"],
  ],
])("%j narrows it", (args, expected) => expect(names(args)).toEqual(expected));

test("a browser is needed where its tests are among those that run", () => {
  const needing = [[], ["end-to-end"], ["test/end-to-end"], ["test/end-to-end/console.test.ts"]];
  expect(needing.map((args) => needsBrowser(planFor(args)))).toEqual([true, true, true, true]);
  const others = [["unit"], ["lint"], ["test/end-to-end/production.test.ts"]];
  expect(others.map((args) => needsBrowser(planFor(args)))).toEqual([false, false, false]);
});

test("an argument that names nothing is an error that says what there is", () => {
  expect(() => planFor(["untit"])).toThrow(UnknownCheck);
});

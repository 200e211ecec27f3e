import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checksToRequire, requiredChecks } from "../../../stacks/required-checks";

const workflow = (jobs: string, on = "pull_request:\n  push:") => `on:\n  ${on}\njobs:\n${jobs}`;
const checks = (jobs: string) => requiredChecks("ci.yml", workflow(jobs));

describe("the required checks of a workflow", () => {
  it("are frontend, backend and integration for the application's own", () => {
    const text = readFileSync(join(__dirname, "../../../workflows/ci.yml"), "utf8");
    expect(requiredChecks("workflows/ci.yml", text)).toEqual(["frontend", "backend", "integration"]);
  });

  it("are called by the job's name, else by its id", () => {
    expect(checks("  a: { name: Unit tests }\n  b: {}")).toEqual(["Unit tests", "b"]);
  });

  it("leave out a job that only a push runs", () => {
    expect(
      checks("  a: {}\n  deploy: { if: github.event_name == 'push' && github.ref == 'refs/heads/master' }"),
    ).toEqual(["a"]);
    expect(checks("  a: {}\n  deploy: { if: \"${{ github.event_name != 'pull_request' }}\" }")).toEqual(["a"]);
  });

  it("keep a job whose condition may be true for a pull request", () => {
    expect(checks("  a: { if: github.event_name == 'push' || github.actor == 'x' }")).toEqual(["a"]);
  });

  it("carry the values of a matrix cell in brackets, numbers as YAML reads them", () => {
    expect(checks("  t: { strategy: { matrix: { python: [3.10, '3.11'], os: [linux] } } }")).toEqual([
      "t (3.1, linux)",
      "t (3.11, linux)",
    ]);
  });

  it("are rendered where the name uses the matrix", () => {
    const job = "  t:\n    name: Python ${{ matrix.python }}\n    strategy: { matrix: { python: ['3.11', '3.12'] } }";
    expect(checks(job)).toEqual(["Python 3.11", "Python 3.12"]);
  });

  it("get the brackets behind a name without expression, too", () => {
    expect(checks("  t: { name: Tests, strategy: { matrix: { python: ['3.11'] } } }")).toEqual(["Tests (3.11)"]);
  });

  it("follow the example of include and exclude in GitHub's documentation", () => {
    const job = [
      "  t:",
      "    strategy:",
      "      matrix:",
      "        fruit: [apple, pear]",
      "        animal: [cat, dog]",
      "        include:",
      "          - color: green",
      "          - { color: pink, animal: cat }",
      "          - { fruit: apple, shape: circle }",
      "          - { fruit: banana }",
      "          - { fruit: banana, animal: cat }",
    ].join("\n");
    expect(checks(job)).toEqual([
      "t (apple, cat, pink, circle)",
      "t (apple, dog, green, circle)",
      "t (pear, cat, pink)",
      "t (pear, dog, green)",
      "t (banana)",
      "t (banana, cat)",
    ]);
    expect(checks("  t: { strategy: { matrix: { a: [1, 2], b: [x, y], exclude: [{ a: 1, b: y }] } } }")).toEqual([
      "t (1, x)",
      "t (2, x)",
      "t (2, y)",
    ]);
  });

  it.each([
    [
      "a workflow that no pull request runs",
      () => requiredChecks("ci.yml", workflow("  a: {}", "push:")),
      "does not run `on: pull_request`",
    ],
    [
      "a path filter, which would block for ever",
      () => requiredChecks("ci.yml", workflow("  a: {}", "pull_request: { paths: [src] }")),
      "filtered by paths",
    ],
    [
      "a skipped matrix job, which would block for ever",
      () => checks("  a: { if: github.actor != 'x', strategy: { matrix: { v: [1] } } }"),
      "does not expand the matrix",
    ],
    ["two jobs of one name", () => checks("  a: { name: x }\n  b: { name: x }"), 'Two jobs report the check "x"'],
    [
      "a matrix that only an expression knows",
      () => checks("  a: { strategy: { matrix: \"${{ fromJSON('{}') }}\" } }"),
      "is an expression",
    ],
    ["a name that only a run knows", () => checks('  a: { name: "${{ github.sha }}" }'), "is known only when it runs"],
    ["malformed YAML", () => requiredChecks("ci.yml", "jobs: ["), "Correct the YAML"],
    [
      "no job that guards",
      () => checks("  deploy: { if: github.event_name == 'push' }"),
      "nothing would guard the branch",
    ],
  ])("refuse %s, with the reason", (_what, call, message) => {
    expect(call).toThrow(message);
  });
});

describe("the checks to require now", () => {
  const declared = workflow("  a: {}\n  b: {}");

  it("are all declared ones when the branch has the declared workflow or none", () => {
    expect(checksToRequire("ci.yml", declared, undefined)).toEqual(["a", "b"]);
    expect(checksToRequire("ci.yml", declared, declared)).toEqual(["a", "b"]);
  });

  it("are only those that both report while the branch has another workflow", () => {
    expect(checksToRequire("ci.yml", declared, workflow("  a: {}\n  old: {}"))).toEqual(["a"]);
  });

  it("are refused when the two have none in common", () => {
    expect(() => checksToRequire("ci.yml", declared, workflow("  old: {}"))).toThrow("no check in common");
  });
});

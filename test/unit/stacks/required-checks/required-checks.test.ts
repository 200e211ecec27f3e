import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checksToRequire, requiredChecks } from "../../../../stacks/required-checks";

const workflow = (jobs: string, on = "pull_request:\n  push:") => `on:\n  ${on}\njobs:\n${jobs}`;
const checksOf = (text: string) => requiredChecks({ file: "ci.yml", text, branch: "master" });
const checks = (jobs: string) => checksOf(workflow(jobs));

describe("the required checks of a workflow", () => {
  it("are frontend, backend and integration for the application's own", async () => {
    const text = readFileSync(join(__dirname, "../../../../workflows/ci.yml"), "utf8");
    expect(await checksOf(text.replaceAll("$default-branch", "master"))).toEqual([
      "frontend",
      "backend",
      "integration",
    ]);
  });

  it("are called by the job's name, else by its id", async () => {
    expect(await checks("  a: { name: Unit tests }\n  b: {}")).toEqual(["Unit tests", "b"]);
  });

  it("leave out a job that only a push runs", async () => {
    expect(
      await checks("  a: {}\n  deploy: { if: github.event_name == 'push' && github.ref == 'refs/heads/master' }"),
    ).toEqual(["a"]);
    expect(await checks("  a: {}\n  deploy: { if: \"${{ github.event_name != 'pull_request' }}\" }")).toEqual(["a"]);
  });

  it("keep a job whose condition may be true for a pull request", async () => {
    expect(await checks("  a: { if: github.event_name == 'push' || github.actor == 'x' }")).toEqual(["a"]);
  });

  it("carry the values of a matrix cell in brackets, numbers as YAML reads them", async () => {
    expect(await checks("  t: { strategy: { matrix: { python: [3.10, '3.11'], os: [linux] } } }")).toEqual([
      "t (3.1, linux)",
      "t (3.11, linux)",
    ]);
  });

  it("are rendered where the name uses the matrix", async () => {
    const job = "  t:\n    name: Python ${{ matrix.python }}\n    strategy: { matrix: { python: ['3.11', '3.12'] } }";
    expect(await checks(job)).toEqual(["Python 3.11", "Python 3.12"]);
  });

  it("get the brackets behind a name without expression, too", async () => {
    expect(await checks("  t: { name: Tests, strategy: { matrix: { python: ['3.11'] } } }")).toEqual(["Tests (3.11)"]);
  });

  it("follow the example of include and exclude in GitHub's documentation", async () => {
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
    expect(await checks(job)).toEqual([
      "t (apple, cat, pink, circle)",
      "t (apple, dog, green, circle)",
      "t (pear, cat, pink)",
      "t (pear, dog, green)",
      "t (banana)",
      "t (banana, cat)",
    ]);
    expect(await checks("  t: { strategy: { matrix: { a: [1, 2], b: [x, y], exclude: [{ a: 1, b: y }] } } }")).toEqual([
      "t (1, x)",
      "t (2, x)",
      "t (2, y)",
    ]);
  });

  it.each([
    [
      "a workflow that no pull request runs",
      () => checksOf(workflow("  a: {}", "push:")),
      "does not run `on: pull_request`",
    ],
    [
      "a path filter, which would block for ever",
      () => checksOf(workflow("  a: {}", "pull_request: { paths: [src] }")),
      "filtered by paths",
    ],
    [
      "a skipped matrix job, which would block for ever",
      () => checks("  a: { if: github.actor != 'x', strategy: { matrix: { v: [1] } } }"),
      "GitHub then does not expand",
    ],
    ["two jobs of one name", () => checks("  a: { name: x }\n  b: { name: x }"), 'Two jobs report the check "x"'],
    [
      "a matrix that only an expression knows",
      () => checks('  a: { strategy: { matrix: "${{ fromJSON(needs.plan.outputs.versions) }}" } }'),
      "is an expression",
    ],
    ["a name that only a run knows", () => checks('  a: { name: "${{ github.sha }}" }'), "is known only when it runs"],
    ["malformed YAML", () => checksOf("jobs: ["), "Correct the YAML"],
    [
      "no job that guards",
      () => checks("  deploy: { if: github.event_name == 'push' }"),
      "nothing would guard the branch",
    ],
  ])("refuse %s, with the reason", async (_what, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });
});

describe("conditions, filters and calls", () => {
  it("leave out what is skipped with a job that never runs for a pull request", async () => {
    expect(await checks("  a: {}\n  b: { if: github.ref == 'refs/heads/master' }\n  c: { needs: [a, b] }")).toEqual([
      "a",
    ]);
    expect(await checks("  b: { if: github.event_name == 'push' }\n  c: { needs: b, if: always() }")).toEqual(["c"]);
  });

  it("are required of a matrix whose job runs whatever became of the one that it needs", async () => {
    const needy = (condition: string) =>
      checks(`  b: { if: vars.X == 'y' }\n  c: { needs: b${condition}, strategy: { matrix: { v: [1, 2] } } }`);
    expect(await needy(", if: always()")).toEqual(["b", "c (1)", "c (2)"]);
    await expect(needy("")).rejects.toThrow("because it needs a job that is");
  });

  it("may filter by the protected branch, and by nothing else", async () => {
    const on = (filters: string) => checksOf(workflow("  a: {}", `pull_request: ${filters}`));
    expect(await on("{ branches: [master] }")).toEqual(["a"]);
    expect(await on("{ branches: ['m*', '!main'] }")).toEqual(["a"]);
    await expect(on("{ branches: [main] }")).rejects.toThrow("filtered by branches");
    await expect(on("{ branches-ignore: ['m**'] }")).rejects.toThrow("filtered by branches-ignore");
    await expect(on("{ types: [opened, labeled] }")).rejects.toThrow("without synchronize");
  });

  const called = async (path: string) =>
    path === ".github/workflows/tests.yml"
      ? "on: workflow_call\njobs: { unit: {}, web: { name: In a browser } }"
      : undefined;
  const calling = (jobs: string) => requiredChecks({ file: "ci.yml", text: workflow(jobs), branch: "master", called });

  it("are called by the caller's name and their own, for each cell of the caller", async () => {
    const uses = "uses: ./.github/workflows/tests.yml";
    expect(await calling(`  t: { ${uses} }`)).toEqual(["t / unit", "t / In a browser"]);
    expect(await calling(`  t: { name: T, ${uses}, strategy: { matrix: { v: [1, 2] } } }`)).toEqual([
      "T (1) / unit",
      "T (1) / In a browser",
      "T (2) / unit",
      "T (2) / In a browser",
    ]);
    await expect(calling(`  t: { ${uses}, if: vars.X == 'y' }`)).rejects.toThrow("GitHub then does not report");
    await expect(calling("  t: { uses: other/repository/.github/workflows/t.yml@v1 }")).rejects.toThrow(
      "cannot be read",
    );
  });

  it("are refused when GitHub would cut their name, or names it in a way that is not documented", async () => {
    await expect(checks(`  a: { name: ${"long ".repeat(20)}x }`)).rejects.toThrow("GitHub cuts it after about 100");
    await expect(checks("  a: { strategy: { matrix: { v: [{ w: 1 }] } } }")).rejects.toThrow("not documented");
    await expect(checks("  a: { strategy: { matrix: { v: [1], exclude: [{ v: 1 }] } } }")).rejects.toThrow("no cell");
  });
});

describe("the checks to require now", () => {
  const declared = { file: "ci.yml", text: workflow("  a: {}\n  b: {}") };
  const delivered = (jobs: string) => ({ file: ".github/workflows/ci.yml on master", text: workflow(jobs) });

  it("are all declared ones when the branch has the declared workflow or none", async () => {
    expect(await checksToRequire(declared, undefined)).toEqual(["a", "b"]);
  });

  it("are only those that both report while the branch has another workflow", async () => {
    expect(await checksToRequire(declared, delivered("  a: {}\n  old: {}"))).toEqual(["a"]);
  });

  it("are refused when the two have none in common, or the branch's cannot be used", async () => {
    await expect(checksToRequire(declared, delivered("  old: {}"))).rejects.toThrow("no check in common");
    await expect(checksToRequire(declared, delivered("  old: { needs: gone }"))).rejects.toThrow(
      /^\.github\/workflows\/ci\.yml on master:5: /,
    );
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refuseInvalid } from "../../../../stacks/workflows/github-parser";

const steps = "runs-on: ubuntu-24.04, steps: [{ run: 'true' }]";
const judged = (jobs: string) => refuseInvalid("workflows/ci.yml", `on: pull_request\njobs:\n  ${jobs}\n`);

describe("GitHub's own parser, before a workflow is delivered,", () => {
  it.each(["ci.yml", "rollback.yml"])("finds no fault with %s", async (name) => {
    await refuseInvalid(name, readFileSync(join(__dirname, "../../../../workflows", name), "utf8"));
  });

  it("takes a called workflow and a matrix that is an expression", async () => {
    await judged("a: { uses: ./.github/workflows/tests.yml, with: { v: 1 }, secrets: inherit }");
    await judged(`a: { strategy: { matrix: { v: "\${{ fromJSON(vars.V) }}" } }, ${steps} }`);
  });

  it.each([
    [
      "a job without a runner",
      "a: { steps: [{ run: 'true' }] }",
      "(Line: 3, Col: 6): Required property is missing: runs-on",
    ],
    ["a name that is none", `"a b": { ${steps} }`, "(Line: 3, Col: 3): The identifier 'a b' is invalid."],
    ["secrets in a job's condition", `a: { if: secrets.X, ${steps} }`, "Unrecognized named-value: 'secrets'"],
    ["its matrix in a job's condition", `a: { if: matrix.v, ${steps} }`, "Unrecognized named-value: 'matrix'"],
    ["a permission that there is not", `a: { permissions: { code: write }, ${steps} }`, "Unexpected value 'code'"],
    ["steps beside a called workflow", `a: { uses: ./.github/workflows/x.yml, steps: [] }`, "Unexpected value 'steps'"],
  ])("refuses %s, with line and column", async (_what, jobs, message) => {
    await expect(judged(jobs)).rejects.toThrow(message);
    await expect(judged(jobs)).rejects.toThrow(
      /^workflows\/ci\.yml: this workflow cannot be used.*\(Line: \d+, Col: \d+\)/s,
    );
  });

  it("tells all faults at once", async () => {
    const two = `a: { timeout-minutes: x, ${steps} }\n  b: { permissions: { code: write }, ${steps} }`;
    await expect(judged(two)).rejects.toThrow(/Line: 3.*'x'.*Line: 4.*'code'/s);
  });

  it("tells where the YAML ends to be YAML", async () => {
    await expect(judged("a: [")).rejects.toThrow("must be sufficiently indented and end with a ] at line 4, column 1");
  });
});

import { cellFile, type CellWish } from "../../../../../sandbox/github/actions/cell-file";
import { readWorkflow } from "../../../../../sandbox/github/actions/workflow-file";
import { writeContexts } from "../../../../../sandbox/github/actions/written-contexts";

const path = ".github/workflows/ci.yml";

function cellOf(text: string, wish: Partial<CellWish>) {
  const whole = { key: "b", cell: undefined, event: "push", contexts: {}, ...wish };
  return readWorkflow(path, cellFile(readWorkflow(path, text), whole));
}

describe("the file of one cell of a job", () => {
  const text = `
on: push
defaults: { run: { shell: python, working-directory: backend } }
jobs:
  a: { runs-on: x, steps: [] }
  b: { runs-on: x, needs: a, environment: production, if: false, steps: [{ run: "true" }] }
`;

  it("has the cell alone, with a stand-in for what the job needs", () => {
    const [a, b] = cellOf(text, { cell: { p: 1 } }).jobs;
    expect(a?.key).toBe("a");
    expect(b?.environment).toBeUndefined();
    expect(b?.condition).toBe("${{ always() }}");
    expect(b?.matrix).toEqual({ include: [{ p: 1 }] });
  });

  it("repeats what stands in it more than once: act knows no aliases", () => {
    const twice = `${text}  c: { runs-on: x, needs: [a, b], env: &e { x: 1 }, steps: [{ run: "true", env: *e }] }\n`;
    const file = cellFile(readWorkflow(path, twice), { key: "c", cell: undefined, event: "push", contexts: {} });
    expect(file).not.toMatch(/[&*][a-z]/);
  });

  it("keeps the workflow's shell and folder from the stand-ins: they have no folders, and would fail", () => {
    const made = cellOf(text, {});
    expect(made.source["defaults"]).toEqual({ run: { shell: "python", "working-directory": "backend" } });
    expect(made.jobs[0]?.source["steps"]).toEqual([{ run: "true", shell: "sh", "working-directory": "." }]);
  });
});

describe("contexts that the runner does not know", () => {
  const inputs = { text: "it's {{ }}", flag: true };
  const write = (value: unknown) =>
    writeContexts(value, { inputs, strategy: { "job-index": 1 }, github: { ref_protected: true, actor_id: "7" } });
  const literal = `fromJSON('{ "text": "it''s \\u007b\\u007b \\u007d\\u007d", "flag": true }')`;

  it("are written into expressions, and into conditions without braces", () => {
    expect(write({ if: "inputs.flag && github.ref", run: "echo ${{ inputs.text }}" })).toEqual({
      if: `${literal}.flag && github.ref`,
      run: `echo \${{ ${literal}.text }}`,
    });
    expect(write("${{ strategy.job-index }}")).toBe(`\${{ fromJSON('{ "job-index": 1 }').job-index }}`);
    expect(write("${{ github.ref_protected && github.actor_id }}")).toBe(`\${{ fromJSON('true') && fromJSON('"7"') }}`);
  });

  it("are told with all that lies in them", () => {
    const needs = { a: { result: "cancelled", outputs: { v: "${{ secrets.X }}" } } };
    const written = writeContexts("${{ needs.a.outputs.v }}", { needs });
    expect(written).toBe(
      `\${{ fromJSON('{ "a": { "result": "cancelled", "outputs": { "v": "$\\u007b\\u007b secrets.X \\u007d\\u007d" } } }').a.outputs.v }}`,
    );
  });

  it("leave alone what only looks like them", () => {
    const texts = { run: "echo inputs.text", if: "github.event.inputs.x == 'inputs.y' && my-inputs.z && github.actor" };
    expect(write(texts)).toEqual(texts);
    expect(writeContexts("${{ inputs.text }}", {})).toBe("${{ inputs.text }}");
  });
});

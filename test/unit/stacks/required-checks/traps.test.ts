import { requiredChecks } from "../../../../stacks/required-checks";

const steps = "runs-on: ubuntu-24.04, steps: [{ run: 'true' }]";
const checks = (jobs: string, called?: (path: string) => Promise<string | undefined>) =>
  requiredChecks({
    ...{ file: "workflows/ci.yml", text: `on: pull_request\njobs:\n${jobs}`, branch: "master" },
    ...(called && { called }),
  });
const skipped = "  a: { if: github.event_name == 'push' }\n  b: { needs: a, if: always() }\n";
const sometimes = "  a: { if: vars.X == 'y' }\n  b: { needs: a, if: always() }\n";
const cells = "strategy: { matrix: { v: [1] } }";

describe("a job behind one that is skipped", () => {
  it("is skipped with it, also when the job between runs always: success() looks at all that came before", async () => {
    expect(await checks(`${skipped}  c: { needs: b, ${cells} }`)).toEqual(["b"]);
    expect(await checks(`${skipped}  c: { needs: b, if: "!cancelled()", ${cells} }`)).toEqual(["b", "c (1)"]);
    await expect(checks(`${sometimes}  c: { needs: b, ${cells} }`)).rejects.toThrow("because it needs a job that is");
  });

  it("is skipped with it, too, when its condition asks for success, and runs when it asks for less", async () => {
    await expect(checks(`${sometimes}  c: { needs: b, if: success(), ${cells} }`)).rejects.toThrow("does not expand");
    expect(await checks(`${sometimes}  c: { needs: b, if: success() || always(), ${cells} }`)).toEqual([
      ...["a", "b", "c (1)"],
    ]);
    await expect(checks(`${sometimes}  c: { needs: a, if: "'always()' != ''", ${cells} }`)).rejects.toThrow(
      "does not expand",
    );
  });
});

describe("the name of a matrix job", () => {
  it("is what its expression says, whatever stands in that", async () => {
    const named = (name: string) => checks(`  t: { name: "${name}", strategy: { matrix: { v: [3.10, '3.11'] } } }`);
    expect(await named("${{ format('py {0}', matrix.v) }}")).toEqual(["py 3.1", "py 3.11"]);
    expect(await named("${{ MATRIX['v'] }} of ${{ github.event_name }}")).toEqual([
      ...["3.1 of pull_request", "3.11 of pull_request"],
    ]);
  });

  it.each([
    ["a name with an expression that tells no cell", `name: "on \${{ github.event_name }}", ${cells}`],
    ["an empty value", "strategy: { matrix: { v: ['', x] } }"],
    ["no value", "strategy: { matrix: { v: [~, x] } }"],
  ])("is not documented with %s", async (_what, job) => {
    await expect(checks(`  t: { ${job} }`)).rejects.toThrow("is not documented");
  });

  it("is unknown when the whole strategy is an expression", async () => {
    const strategy = '"${{ fromJSON(needs.plan.outputs.strategy) }}"';
    await expect(checks(`  plan: {}\n  t: { needs: plan, strategy: ${strategy} }`)).rejects.toThrow("is an expression");
  });
});

describe("a check's name", () => {
  it("may not be that of a job which pull requests skip: GitHub takes skipped for passed", async () => {
    const jobs = "  a: { name: test }\n  b: { name: test, if: github.event_name == 'push' }";
    await expect(checks(jobs)).rejects.toThrow('Two jobs report the check "test"');
    const twice = "  a: {}\n  b: { name: x, if: false }\n  c: { name: x, if: false }";
    expect(await checks(twice)).toEqual(["a"]);
  });

  it.each(["''", "' Tests'", '"Tests\\n"', "'Tests ${{ env.X }}'"])("is refused as %s", async (name) => {
    await expect(checks(`  a: { name: ${name} }`)).rejects.toThrow("Write it in one line, without space around it");
  });
});

describe("a condition", () => {
  it("with brackets around a part of it is always true at GitHub, and is refused", async () => {
    const half = "\"${{ github.event_name == 'push' }} && true\"";
    const two = "\"${{ github.event_name == 'push' }} || ${{ false }}\"";
    for (const condition of [half, two])
      await expect(checks(`  a: { if: ${condition} }`)).rejects.toThrow(
        "GitHub takes what stands around `${{ }}` for text, and text for true. Put one `${{ }}` around all of it, or none.",
      );
  });

  it("that is empty is none", async () => {
    expect(await checks("  a: { if: '' }")).toEqual(["a"]);
  });

  it("that begins with ! without quotes is a tag to YAML", async () => {
    await expect(checks(`  a:\n    if: !cancelled()\n    runs-on: x`)).rejects.toThrow(
      /Unresolved tag: !cancelled\(\) at line 4, column 9.*Put the value in quotes\./s,
    );
  });
});

describe("a called workflow", () => {
  const called = async (path: string) =>
    ({
      ".github/workflows/push.yml": `on: push\njobs: { a: { ${steps} } }`,
      ".github/workflows/round.yml": `on: workflow_call\njobs: { a: { uses: ./.github/workflows/round.yml } }`,
    })[path];

  it("must be one that can be called, and that calls not itself", async () => {
    const calls = (name: string) => checks(`  t: { uses: ./.github/workflows/${name}.yml }`, called);
    await expect(calls("push")).rejects.toThrow("which does not run `on: workflow_call`");
    await expect(calls("round")).rejects.toThrow("more than nine levels deep");
    await expect(calls("none")).rejects.toThrow("which the repository does not have");
  });
});

it("an error of a job tells its line", async () => {
  await expect(checks("  a: {}\n  b: { if: vars.X, strategy: { matrix: { v: [1] } } }")).rejects.toThrow(
    /^workflows\/ci\.yml:4: this workflow cannot be used, and nothing was changed\. jobs\.b is skipped/,
  );
});

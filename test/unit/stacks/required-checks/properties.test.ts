import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import fc from "fast-check";
import { stringify } from "yaml";
import { Expressions } from "../../../../sandbox/github/actions/expressions";
import { cellName, cellsOf } from "../../../../sandbox/github/actions/matrix";
import { readWorkflow as readRun } from "../../../../sandbox/github/actions/workflow-file";
import { requiredChecks } from "../../../../stacks/required-checks";
import { UnusableWorkflow } from "../../../../stacks/required-checks/errors";
import { readWorkflow } from "../../../../stacks/required-checks/workflow";

/** Workflows of up to five jobs, each with or without a name, a matrix, a condition, and others that it needs. */
interface DrawnJob {
  readonly name?: string;
  readonly if?: string;
  readonly needs: readonly number[];
  readonly matrix?: Readonly<Record<string, unknown>>;
}

const conditions = [
  "github.event_name == 'push'",
  "${{ github.event_name != 'pull_request' }}",
  "github.event_name == 'pull_request' || github.actor == 'nobody'",
  "startsWith(github.ref, 'refs/heads/')",
  "github.ref == 'refs/heads/master' && vars.X == 'y'",
  "vars.X == 'y'",
  "always()",
  "failure()",
  "${{ !cancelled() }}",
  "always() && github.event_name == 'push'",
  'contains(fromJSON(\'["push", "schedule"]\'), github.event_name)',
];
const value = fc.oneof(fc.constantFrom("a", "b", "3.10"), fc.integer({ min: 1, max: 4 }), fc.boolean());
const axis = fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: String });
const row = fc.dictionary(fc.constantFrom("os", "python", "extra"), value, { minKeys: 1, maxKeys: 2 });
const matrix = fc.record(
  { os: axis, python: axis, include: fc.array(row, { maxLength: 2 }), exclude: fc.array(row, { maxLength: 1 }) },
  { requiredKeys: ["os"] },
);
const job: fc.Arbitrary<DrawnJob> = fc.record(
  {
    name: fc.constantFrom("Unit tests", "On ${{ matrix.os }}", "${{ github.event_name }} tests"),
    if: fc.constantFrom(...conditions),
    needs: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
    matrix,
  },
  { requiredKeys: ["needs"] },
);
const workflow = fc.array(job, { minLength: 1, maxLength: 5 }).map((drawn) =>
  stringify({
    on: ["pull_request", "push"],
    jobs: Object.fromEntries(drawn.map((each, index) => [`job${index}`, asJob(each, index)])),
  }),
);

function asJob({ name, if: condition, needs, matrix: cells }: DrawnJob, index: number): object {
  return {
    ...(name === undefined ? {} : { name: `${name} ${index}` }),
    ...(condition === undefined ? {} : { if: condition }),
    needs: needs.filter((need) => need < index).map((need) => `job${need}`),
    ...(cells ? { strategy: { matrix: cells } } : {}),
    ...{ "runs-on": "ubuntu-24.04", steps: [{ run: "true" }] },
  };
}

/** The checks that a run for a pull request reports when no job fails, as the sandbox's runner reports them. */
function reported(text: string, expressions: Expressions, x: string): { ran: string[]; skipped: string[] } {
  const succeeded = new Map<string, boolean>();
  const [ran, skipped]: [string[], string[]] = [[], []];
  const github = { event_name: "pull_request", ref: "refs/pull/7/merge", actor: "nell" };
  for (const { key, name = key, condition, needs, matrix: source } of readRun("ci.yml", text).jobs) {
    const success = needs.every((need) => succeeded.get(need));
    const status = { success, failure: false, cancelled: false };
    const runs = expressions.condition(condition, { github, vars: { X: x } }, status);
    succeeded.set(key, runs && success); // `success()` looks at all that came before, also through others
    if (!runs) skipped.push(name);
    else
      for (const cell of source ? cellsOf(source as Record<string, unknown>) : [undefined]) {
        const filled = String(expressions.fill(name, { github, matrix: cell ?? null }));
        ran.push(cellName(filled, name.includes("matrix."), cell));
      }
  }
  return { ran, skipped };
}

describe("of any workflow", () => {
  it("each required check is reported for every pull request, and each check that surely runs is required", async () => {
    const expressions = await Expressions.load();
    const property = fc.asyncProperty(workflow, async (text) => {
      const required = await requiredChecks({ file: "ci.yml", text, branch: "master" }).catch((error: unknown) => {
        if (error instanceof UnusableWorkflow) return undefined;
        throw error;
      });
      fc.pre(required !== undefined);
      const [with_, without] = [reported(text, expressions, "y"), reported(text, expressions, "")];
      for (const { ran, skipped } of [with_, without]) {
        expect([...ran, ...skipped]).toEqual(expect.arrayContaining(required!));
        expect(required).toEqual(expect.arrayContaining(ran));
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("the jobs are those that GitHub's own parser reads, which finds no error in it", async () => {
    const property = fc.asyncProperty(workflow, async (text) => {
      const { context, value: parsed } = parseWorkflow({ name: "ci.yml", content: text }, new NoOperationTraceWriter());
      expect(context.errors.getErrors()).toEqual([]);
      const template = await convertWorkflowTemplate(context, parsed!);
      const theirs = template.jobs.map(({ id, needs }) => ({
        id: id.value,
        needs: needs?.map((need) => need.value) ?? [],
      }));
      expect(readWorkflow("ci.yml", text).jobs.map(({ id, needs }) => ({ id, needs }))).toEqual(theirs);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});

describe("what GitHub's own parser refuses", () => {
  const steps = "runs-on: x, steps: [{ run: 'true' }]";
  it.each([
    ["a need that is not there", `on: pull_request\njobs: { a: { needs: b, ${steps} } }`],
    ["needs in a circle", `on: pull_request\njobs: { a: { needs: b, ${steps} }, b: { needs: a, ${steps} } }`],
    ["an expression that is none", `on: pull_request\njobs: { a: { if: "github.event_name ==", ${steps} } }`],
    ["no jobs", "on: pull_request\n"],
  ])("is refused here, too: %s", async (_what, text) => {
    const { context, value: parsed } = parseWorkflow({ name: "ci.yml", content: text }, new NoOperationTraceWriter());
    if (parsed) await convertWorkflowTemplate(context, parsed).catch(() => undefined);
    expect(context.errors.count).toBeGreaterThan(0);
    await expect(requiredChecks({ file: "ci.yml", text, branch: "master" })).rejects.toBeInstanceOf(UnusableWorkflow);
  });
});

import { stringify } from "yaml";
import type { Scope } from "./called-workflow";
import { withInputs } from "./inputs";
import type { Mapping } from "./workflow-file";

export interface NeedResult {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
}

/** The label that every cell runs on: what a runner offers was decided before. */
export const cellLabel = "sandbox-host";

/** What the sandbox decides itself, and the runner must not. */
const decided = ["name", "if", "environment", "concurrency", "permissions", "timeout-minutes", "continue-on-error"];

/**
 * A workflow with one cell of one job. The jobs that it needs are stand-ins with their results and outputs, so that the contexts are right;
 * act runs nothing else.
 */
export function cellFile(
  { workflow, inputs }: Pick<Scope, "workflow" | "inputs">,
  key: string,
  cell: Mapping | undefined,
  needs: Readonly<Record<string, NeedResult>>,
  event: string,
): string {
  const job = workflow.jobs.find((each) => each.key === key)!;
  const kept = Object.entries(job.source).filter(([name]) => !decided.includes(name) && name !== "strategy");
  const target = {
    ...Object.fromEntries(kept),
    "runs-on": cellLabel,
    if: "${{ always() }}",
    ...(cell ? { strategy: { matrix: { include: [cell] } } } : {}),
  };
  const { env, defaults } = workflow.source as { env?: unknown; defaults?: unknown };
  const stubs = Object.entries(needs).map(([name, need]) => [name, stub(need)]);
  const filled = <T>(value: T): T => (inputs ? (withInputs(value, inputs) as T) : value);
  return stringify({
    name: workflow.name,
    // Filters were looked at before. The declarations of inputs are what lets their values in.
    on: { [event]: event === "workflow_dispatch" ? (workflow.on[event] ?? null) : null },
    ...(env ? { env: filled(env) } : {}),
    ...(defaults ? { defaults: filled(defaults) } : {}),
    jobs: { ...(Object.fromEntries(stubs) as Mapping), [key]: filled(target) },
  });
}

function stub({ result, outputs }: NeedResult): Mapping {
  const literal = Object.entries(outputs).map(([name, value]) => [name, `\${{ '${value.replaceAll("'", "''")}' }}`]);
  const steps = [{ run: result === "success" ? "true" : "exit 1" }];
  const skipped = result === "skipped" || result === "cancelled" ? { if: "${{ false }}" } : {};
  return { "runs-on": cellLabel, ...skipped, outputs: Object.fromEntries(literal) as Mapping, steps };
}

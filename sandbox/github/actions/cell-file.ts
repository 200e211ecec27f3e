import { stringify } from "yaml";
import type { Mapping, Workflow } from "./workflow-file";
import { writeContexts, type WrittenContexts } from "./written-contexts";

/** The label that every cell runs on: what a runner offers was decided before. */
export const cellLabel = "sandbox-host";

/** What the sandbox decides itself, and the runner must not. */
const decided = ["name", "if", "environment", "concurrency", "permissions", "timeout-minutes", "continue-on-error"];

export interface CellWish {
  readonly key: string;
  readonly cell: Mapping | undefined;
  readonly event: string;
  /** What the runner does not know itself. */
  readonly contexts: WrittenContexts;
}

/** A workflow with one cell of one job. The jobs that it needs are stand-ins that do nothing. */
export function cellFile(workflow: Workflow, { key, cell, event, contexts }: CellWish): string {
  const job = workflow.jobs.find((each) => each.key === key)!;
  const kept = Object.entries(job.source).filter(([name]) => !decided.includes(name) && name !== "strategy");
  const target = {
    ...Object.fromEntries(kept),
    "runs-on": cellLabel,
    if: "${{ always() }}",
    ...(cell ? { strategy: { matrix: { include: [cell] } } } : {}),
  };
  const { env, defaults } = workflow.source as { env?: unknown; defaults?: unknown };
  const needed = job.needs.map((name) => [name, standIn]);
  const filled = (value: unknown): unknown => writeContexts(value, contexts);
  const file = {
    name: workflow.name,
    // Filters were looked at before. The declarations of inputs are what lets their values in.
    on: { [event]: event === "workflow_dispatch" ? (workflow.on[event] ?? null) : null },
    ...(env ? { env: filled(env) } : {}),
    ...(defaults ? { defaults: filled(defaults) } : {}),
    jobs: { ...(Object.fromEntries(needed) as Mapping), [key]: filled(target) },
  };
  // act knows no aliases.
  return stringify(file, { aliasDuplicateObjects: false });
}

/** Its results and outputs are written where they are asked for. Its own shell and folder: the workflow's `defaults` may be for what was checked out. */
const standIn = { "runs-on": cellLabel, steps: [{ run: "true", shell: "sh", "working-directory": "." }] };

import { parse } from "yaml";

export interface StepDefinition {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
}

interface Defaults {
  readonly defaults?: { readonly run?: { readonly shell?: string } };
}

/** The steps of a job by what act calls them: their id, else their number. */
export function stepsOf(workflow: string, job: string): ReadonlyMap<string, StepDefinition> {
  const source = parse(workflow) as Defaults & {
    jobs: Record<string, Defaults & { steps?: readonly StepDefinition[] }>;
  };
  const { steps = [], defaults } = source.jobs[job]!;
  const usual = defaults?.run?.shell ?? source.defaults?.run?.shell;
  return new Map(steps.map((step, index) => [step.id ?? String(index), { ...step, shell: step.shell ?? usual }]));
}

const shells: Readonly<Record<string, string>> = {
  bash: "bash --noprofile --norc -e -o pipefail {0}",
  sh: "sh -e {0}",
  python: "python {0}",
};

export const firstLine = (text: string): string => text.trim().split("\n")[0]!;

/** What GitHub's log shows before a step: what is run, folded. */
export function announce({ uses, shell }: StepDefinition, script: string | undefined): string {
  if (script === undefined) return `##[group]Run ${uses}\n##[endgroup]`;
  const runBy = shell === undefined ? "bash -e {0}" : (shells[shell] ?? shell);
  return `##[group]Run ${firstLine(script)}\n${script.trimEnd()}\nshell: ${runBy}\n##[endgroup]`;
}

import { type Context } from "./context";
import { Interrupted } from "./errors";
import { type Progress } from "./output";
import { type Plan, type PlannedStep } from "./plans/plan";
import { type Journal } from "./safety/journal";
import { duration, moment } from "./words";

/** What a step is given of its earlier attempt, and where it notes what a later one must know. */
export interface StepRun {
  readonly progress: Progress;
  readonly noted: Readonly<Record<string, unknown>>;
  note(data: Readonly<Record<string, unknown>>): void;
}

/** Does the step, or goes on with it; a sentence about how it went, for the report. */
export type Perform = (run: StepRun) => Promise<string>;

export interface StepReport {
  readonly step: string;
  readonly title: string;
  readonly result: string;
  readonly seconds: number;
}

export interface RunOptions<Id extends string> {
  readonly plan: Plan<Id>;
  readonly perform: Readonly<Record<Id, Perform>>;
  readonly journal: Journal;
  /** Before each step; throws when this must not go on. */
  readonly guard: () => Promise<void>;
}

/** Does the plan's steps in their order; those that the journal has as done are told and left out. */
export async function runSteps<Id extends string>(context: Context, options: RunOptions<Id>): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const [index, step] of options.plan.steps.entries()) {
    const number = `${index + 1}/${options.plan.steps.length}`;
    const ended = options.journal.step(step.id)?.endedAt;
    if (ended) context.output.line(`${number} ${step.title}: done already (${moment(new Date(ended))})`);
    else reports.push(await runStep(context, options, step, number));
  }
  return reports;
}

async function runStep<Id extends string>(
  context: Context,
  { perform, journal, guard }: RunOptions<Id>,
  step: PlannedStep<Id>,
  number: string,
): Promise<StepReport> {
  if (context.signal.aborted) throw new Interrupted(`before "${step.title}"`);
  await guard();
  const former = journal.step(step.id);
  let record = { startedAt: former?.startedAt ?? context.now().toISOString(), data: former?.data };
  journal.update(step.id, record);
  const note = (data: Readonly<Record<string, unknown>>) => {
    record = { ...record, data: { ...record.data, ...data } };
    journal.update(step.id, record);
  };
  const began = Date.now();
  const progress = context.output.progress(`${number} ${step.title}`);
  try {
    const result = await perform[step.id]({ progress, noted: former?.data ?? {}, note });
    progress.end();
    journal.update(step.id, { ...record, endedAt: context.now().toISOString() });
    context.output.line(`${number} ${step.title}: ${result} (${duration(Date.now() - began)})`);
    return { step: step.id, title: step.title, result, seconds: Math.round((Date.now() - began) / 1000) };
  } finally {
    progress.end();
  }
}

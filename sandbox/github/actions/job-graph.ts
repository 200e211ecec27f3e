import { calledScope, type Scope } from "./called-workflow";
import { CellRun, type Cell } from "./cell-run";
import type { Contexts } from "./expressions";
import { cellName, cellsOf } from "./matrix";
import { MatrixGroup } from "./matrix-group";
import { together, type NeedResult, type Outcome } from "./outcome";
import type { Run } from "./run";
import { isMapping, type JobDefinition, type Mapping } from "./workflow-file";

/** A job that is to run, and what it knows. */
type Wanted = Pick<Cell, "needs" | "contexts" | "outlivesCancel">;

/** The jobs of a workflow, each begun when those that it needs have ended. */
export class JobGraph {
  private readonly outcomes = new Map<string, Outcome>();

  constructor(
    private readonly run: Run,
    private readonly scope: Scope,
  ) {}

  async execute(): Promise<ReadonlyMap<string, Outcome>> {
    const started = new Map<string, Promise<void>>();
    for (const job of this.scope.workflow.jobs) {
      const needed = job.needs.map((need) => started.get(need));
      const done = Promise.all(needed).then(() => this.job(job));
      started.set(job.key, done);
    }
    await Promise.all(started.values());
    return this.outcomes;
  }

  /** A job whose definition cannot be evaluated fails; it never stops the run. */
  private async job(job: JobDefinition): Promise<void> {
    const kept = this.run.carried.job(this.scope.path + job.key);
    const outcome =
      kept ?? (await this.decide(job).catch((error: Error) => this.reported(job, "failure", error.message)));
    this.outcomes.set(job.key, outcome);
  }

  /** The outcome of a job that does not run. */
  private reported(job: JobDefinition, result: NeedResult["result"], reason?: string): Outcome {
    const { jobs } = this.run;
    const row = jobs.create({
      key: this.scope.path + job.key,
      name: this.scope.prefix + (job.name ?? job.key),
      labels: [],
      environment: null,
    });
    jobs.complete(row.id, result, { reason });
    return { result, outputs: {}, continued: false };
  }

  private async decide(job: JobDefinition): Promise<Outcome> {
    const { run, scope } = this;
    const needs = this.needsOf(job);
    const before = this.ancestors(job);
    const contexts = run.contexts({ needs, ...(scope.inputs ? { inputs: scope.inputs } : {}) });
    const wanted = run.parts.expressions.condition(job.condition, contexts, {
      success: !run.cancelled && before.every((each) => each.continued || each.result === "success"),
      failure: !run.cancelled && before.some((each) => !each.continued && each.result === "failure"),
      cancelled: run.cancelled,
    });
    const cancelled = { success: false, failure: false, cancelled: true };
    const outlivesCancel = run.parts.expressions.condition(job.condition, contexts, cancelled);
    if (wanted) return this.expand(job, { needs, contexts, outlivesCancel });
    return this.reported(job, run.cancelled ? "cancelled" : "skipped");
  }

  private needsOf(job: JobDefinition): Record<string, NeedResult> {
    return Object.fromEntries(
      job.needs.map((need) => {
        const { result, outputs, continued } = this.outcomes.get(need)!;
        return [need, { result: continued ? "success" : result, outputs }];
      }),
    );
  }

  /** All jobs that this one follows, also through others: `success()` and `failure()` look at them all (actions/runner #491). */
  private ancestors(job: JobDefinition): Outcome[] {
    const keys = new Set<string>();
    const visit = ({ needs }: JobDefinition): void => {
      for (const need of needs) {
        keys.add(need);
        visit(this.scope.workflow.jobs.find((each) => each.key === need)!);
      }
    };
    visit(job);
    return [...keys].map((key) => this.outcomes.get(key)!);
  }

  private async expand(job: JobDefinition, wanted: Wanted): Promise<Outcome> {
    const { contexts } = wanted;
    const { expressions } = this.run.parts;
    const matrix = expressions.fill(job.matrix, contexts);
    const cells = isMapping(matrix) ? cellsOf(matrix) : [undefined];
    const failFast = expressions.fill(job.failFast, contexts) === true;
    const group = new MatrixGroup(job.maxParallel);
    const runs = cells.map((cell, index) =>
      group.run(async () => {
        const strategy = {
          "fail-fast": failFast,
          "job-index": index,
          "job-total": cells.length,
          "max-parallel": cells.length,
        };
        const outcome = await this.cell(
          job,
          { ...wanted, cell, contexts: { ...contexts, matrix: cell ?? null, strategy } },
          group,
        );
        if (outcome.result === "failure" && !outcome.continued && failFast) group.cancel();
        return outcome;
      }),
    );
    return together(await Promise.all(runs));
  }

  private cell(
    job: JobDefinition,
    wanted: Wanted & { readonly cell: Mapping | undefined },
    group: MatrixGroup,
  ): Promise<Outcome> {
    const { cell, contexts } = wanted;
    const name = String(this.run.parts.expressions.fill(job.name ?? job.key, contexts) ?? "");
    const full = this.scope.prefix + cellName(name, /\$\{\{(?:(?!\}\}).)*\bmatrix\b/s.test(job.name ?? ""), cell);
    if (job.source["uses"] !== undefined) return this.call(job, full, contexts);
    const kept = this.run.carried.cell(this.scope.path + job.key, full);
    if (kept) return Promise.resolve(kept);
    return new CellRun(this.run, this.scope, { ...wanted, job, name: full }, group).execute();
  }

  /** Runs the jobs of another workflow in the place of one. */
  private async call(job: JobDefinition, name: string, contexts: Contexts): Promise<Outcome> {
    const { parts, repository, row } = this.run;
    const { context, expressions, activity } = parts;
    const calling = { context, expressions, repository, sha: row.sha, ref: row.ref };
    const scope = await activity.during(calledScope(calling, this.scope, job, name, contexts));
    const outcomes = await new JobGraph(this.run, scope).execute();
    const { result } = together([...outcomes.values()]);
    const jobs = Object.fromEntries(outcomes);
    const declared = scope.workflow.on["workflow_call"]!["outputs"];
    const rows = Object.entries(isMapping(declared) ? declared : {});
    const filled = rows.map(
      ([key, value]) =>
        [
          key,
          isMapping(value) ? expressions.fill(value["value"], this.run.contexts({ jobs, inputs: scope.inputs })) : "",
        ] as const,
    );
    const outputs = Object.fromEntries(filled.map(([key, value]) => [key, String(value ?? "")]));
    return { result, outputs, continued: false };
  }
}

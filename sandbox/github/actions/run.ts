import type { CellRunner, RunningCell } from "../../runtime/actions/types";
import { gitOf, htmlUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { workflowRun } from "../serialize/actions";
import { cellFile, cellLabel, type NeedResult } from "./cell-file";
import { githubContext, githubVariables } from "./contexts";
import type { Conclusion, Job, WorkflowRun } from "./entities";
import { deploymentRefusal, environmentNamed, visible } from "./environments";
import type { Contexts, Expressions } from "./expressions";
import type { ConcurrencyGroups, Holder } from "./groups";
import { Jobs } from "./jobs";
import type { JobLogs } from "./logs";
import { cellName, cellsOf } from "./matrix";
import { CellHolder, MatrixGroup } from "./matrix-group";
import { tokenPermissions, type TokenPermissions } from "./permissions";
import type { Slots } from "./slots";
import { foreignAction, standInsFor, wantsHistory } from "./stand-ins";
import { isMapping, list, type JobDefinition, type Mapping, type Workflow } from "./workflow-file";

export interface RunParts {
  readonly context: Context;
  readonly expressions: Expressions;
  readonly runner: CellRunner;
  readonly groups: ConcurrencyGroups;
  readonly slots: Slots;
  readonly logs: JobLogs;
  issueToken(repository: Repository, permissions: TokenPermissions): { token: string; revoke(): void };
  /** Waits for a review of the environment, when it wants one. False: rejected. */
  review(run: WorkflowRun, job: Job, environment: string, holder: CellHolder): Promise<boolean>;
}

interface Outcome extends NeedResult {
  readonly continued: boolean;
}

/** One run of a workflow, from its first job to its conclusion. */
export class Run implements Holder {
  private readonly outcomes = new Map<string, Outcome>();
  private readonly cells = new Map<string, RunningCell>();
  private readonly jobs: Jobs;
  private cancelled = false;
  private readonly whenCancelled = new Set<() => void>();

  constructor(
    private readonly parts: RunParts,
    private readonly repository: Repository,
    private readonly workflow: Workflow,
    readonly row: WorkflowRun,
  ) {
    this.jobs = new Jobs(parts.context, repository, row, parts.logs);
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const tell of this.whenCancelled) tell();
  }

  async execute(): Promise<void> {
    const group = this.group(this.workflow.concurrency, this.contexts());
    try {
      if (group) await this.enter(group, this);
      this.update({ status: this.cancelled ? "queued" : "in_progress" });
      const started = new Map<string, Promise<void>>();
      for (const job of this.workflow.jobs) {
        const needed = job.needs.map((need) => started.get(need));
        started.set(
          job.key,
          Promise.all(needed).then(() => this.job(job)),
        );
      }
      await Promise.all(started.values());
    } finally {
      if (group) this.parts.groups.leave(group.name, this);
      this.update({ status: "completed", conclusion: this.conclusion() });
    }
  }

  private conclusion(): Conclusion {
    const results = [...this.outcomes.values()].filter((each) => !each.continued).map((each) => each.result);
    if (this.cancelled || results.includes("cancelled")) return results.includes("failure") && !this.cancelled ? "failure" : "cancelled"; // prettier-ignore
    if (results.includes("failure")) return "failure";
    return results.length > 0 && results.every((result) => result === "skipped") ? "skipped" : "success";
  }

  private update(change: Partial<Pick<WorkflowRun, "status" | "conclusion">>): void {
    const { context } = this.parts;
    const { state, events } = context;
    if (!state.runs.get(this.row.id)) return;
    const row = state.runs.update(this.row.id, { ...change, updatedAt: state.now() });
    if (row.status !== "in_progress" && row.status !== "completed") return;
    const payload = async () => ({ workflow_run: await workflowRun(context, this.repository, row) });
    events.emit({ type: "told", name: "workflow_run", action: row.status, repositoryId: row.repositoryId, actorId: row.actorId, payload }); // prettier-ignore
  }

  private contexts(more: Contexts = {}): Contexts {
    const { context } = this.parts;
    const vars = visible(context, "variables", this.repository, undefined);
    const inputs = this.row.payload["inputs"] ?? {};
    return { github: githubContext(context, this.repository, this.row), vars, inputs, ...more };
  }

  private needsOf(job: JobDefinition): Record<string, NeedResult> {
    return Object.fromEntries(
      job.needs.map((need) => {
        const { result, outputs, continued } = this.outcomes.get(need)!;
        return [need, { result: continued ? "success" : result, outputs }];
      }),
    );
  }

  /** A job whose definition cannot be evaluated fails; it never stops the run. */
  private async job(job: JobDefinition): Promise<void> {
    try {
      this.outcomes.set(job.key, await this.decide(job));
    } catch (error) {
      const row = this.jobs.create({ key: job.key, name: job.name ?? job.key, labels: [], environment: null });
      this.jobs.complete(row.id, "failure", (error as Error).message);
      this.outcomes.set(job.key, { result: "failure", outputs: {}, continued: false });
    }
  }

  private async decide(job: JobDefinition): Promise<Outcome> {
    const needs = this.needsOf(job);
    const before = this.ancestors(job);
    const contexts = this.contexts({ needs });
    const wanted = this.parts.expressions.condition(job.condition, contexts, {
      success: !this.cancelled && before.every((each) => each.continued || each.result === "success"),
      failure: !this.cancelled && before.some((each) => !each.continued && each.result === "failure"),
      cancelled: this.cancelled,
    });
    if (wanted) return this.expand(job, needs, contexts);
    const row = this.jobs.create({ key: job.key, name: job.name ?? job.key, labels: [], environment: null });
    const result = this.cancelled ? "cancelled" : "skipped";
    this.jobs.complete(row.id, result);
    return { result, outputs: {}, continued: false };
  }

  /** All jobs that this one follows, also through others: `success()` and `failure()` look at them all (actions/runner #491). */
  private ancestors(job: JobDefinition): Outcome[] {
    const keys = new Set<string>();
    const visit = ({ needs }: JobDefinition): void => {
      for (const need of needs) {
        keys.add(need);
        visit(this.workflow.jobs.find((each) => each.key === need)!);
      }
    };
    visit(job);
    return [...keys].map((key) => this.outcomes.get(key)!);
  }

  private async expand(job: JobDefinition, needs: Record<string, NeedResult>, contexts: Contexts): Promise<Outcome> {
    const { expressions } = this.parts;
    const matrix = expressions.fill(job.matrix, contexts);
    const cells = isMapping(matrix) ? cellsOf(matrix) : [undefined];
    const failFast = expressions.fill(job.failFast, contexts) === true;
    const group = new MatrixGroup(job.maxParallel);
    const runs = cells.map((cell, index) =>
      group.run(async () => {
        const strategy = { "fail-fast": failFast, "job-index": index, "job-total": cells.length, "max-parallel": cells.length }; // prettier-ignore
        const outcome = await this.cell(job, cell, needs, { ...contexts, matrix: cell ?? null, strategy }, group);
        if (outcome.result === "failure" && !outcome.continued && failFast) group.cancel();
        return outcome;
      }),
    );
    const outcomes = await Promise.all(runs);
    const counted = outcomes.filter((each) => !each.continued).map((each) => each.result);
    const result = counted.includes("failure") ? "failure" : counted.includes("cancelled") ? "cancelled" : "success";
    const outputs = Object.assign({}, ...outcomes.map((each) => each.outputs)) as Record<string, string>;
    return { result, outputs, continued: false };
  }

  private async cell(
    job: JobDefinition,
    cell: Mapping | undefined,
    needs: Record<string, NeedResult>,
    contexts: Contexts,
    matrix: MatrixGroup,
  ): Promise<Outcome> {
    const { expressions } = this.parts;
    const text = (value: unknown): string => String(expressions.fill(value, contexts) ?? "");
    const name = cellName(text(job.name ?? job.key), /\$\{\{[^}]*\bmatrix\b/.test(job.name ?? ""), cell);
    const labels = list(expressions.fill(job.runsOn, contexts)).map(String);
    const named = isMapping(job.environment) ? job.environment["name"] : job.environment;
    const environment = named === undefined ? null : text(named);
    const row = this.jobs.create({ key: job.key, name, labels, environment });
    const holder = new CellHolder(matrix);
    holder.onCancel(() => {
      this.cells.get(row.id)?.cancel();
      this.parts.slots.look();
    });
    const forget = this.onCancel(() => holder.cancel());
    const group = this.group(job.concurrency, contexts);
    const continued = expressions.fill(job.continueOnError, contexts) === true;
    const ended = (result: Exclude<Conclusion, "timed_out">, outputs = {}, reason?: string): Outcome => {
      this.jobs.complete(row.id, result, reason);
      return { result, outputs, continued: continued && result === "failure" };
    };
    try {
      const obstacle = this.obstacle(job, labels, environment);
      if (obstacle) return ended("failure", {}, obstacle);
      if (group) await this.enter(group, holder);
      if (!holder.cancelled && environment && !(await this.parts.review(this.row, row, environment, holder))) return ended("failure", {}, `Deployment to ${environment} was rejected.`); // prettier-ignore
      if (holder.cancelled) return ended("cancelled", {}, "The operation was canceled.");
      return await this.parts.slots.use(holder, async () => {
        if (holder.cancelled) return ended("cancelled", {}, "The operation was canceled.");
        const minutes = Number(expressions.fill(job.timeoutMinutes, contexts)) || 360;
        const { result, outputs } = await this.start(job, cell, needs, row, holder, minutes);
        if (result === "timed_out") return ended("cancelled", {}, `The job has exceeded the maximum execution time of ${minutes} minutes.`); // prettier-ignore
        return ended(result, outputs);
      });
    } catch (error) {
      return ended("failure", {}, `The sandbox could not run the job: ${(error as Error).message}`);
    } finally {
      forget();
      matrix.forget(holder);
      if (group) this.parts.groups.leave(group.name, holder);
    }
  }

  /** Why this job cannot run here, or not at all. */
  private obstacle(job: JobDefinition, labels: readonly string[], environment: string | null): string | undefined {
    if (job.unsupported) return `The sandbox runs jobs on this host, and does not do \`${job.unsupported}\` (jobs.${job.key}).`; // prettier-ignore
    const system = labels.find((label) => /^(windows|macos)/i.test(label));
    if (system) return `The sandbox has no runner with the label ${system}.`;
    const foreign = foreignAction(job);
    if (foreign) return `The sandbox has no stand-in for the action ${foreign}: checkout, setup-python, setup-node and cache are there.`; // prettier-ignore
    if (environment === null) return undefined;
    const { context } = this.parts;
    return deploymentRefusal(context, this.repository, environmentNamed(context, this.repository, environment), this.row); // prettier-ignore
  }

  private async start(
    job: JobDefinition,
    cell: Mapping | undefined,
    needs: Record<string, NeedResult>,
    row: Job,
    holder: CellHolder,
    minutes: number,
  ) {
    const { context, runner, logs } = this.parts;
    const { repository } = this;
    this.jobs.start(row.id);
    const environment = row.environment === null ? undefined : environmentNamed(context, repository, row.environment);
    const permissions = tokenPermissions(context, repository, job.permissions ?? this.workflow.permissions);
    const { token, revoke } = this.parts.issueToken(repository, permissions);
    try {
      const running = await runner.run({
        workflow: cellFile(this.workflow, job.key, cell, needs),
        label: cellLabel,
        job: job.key,
        event: this.row.event,
        payload: this.row.payload,
        repository: gitOf(context, repository).folder,
        sha: this.row.sha,
        ref: this.row.ref,
        remote: htmlUrl(context, repository),
        fullHistory: wantsHistory(job),
        secrets: { ...visible(context, "secrets", repository, environment), GITHUB_TOKEN: token },
        vars: visible(context, "variables", repository, environment),
        env: { ...githubVariables(context, repository, this.row), GITHUB_JOB: job.key },
        actor: context.state.accounts.get(this.row.actorId)?.login ?? "ghost",
        defaultBranch: repository.defaultBranch,
        actions: standInsFor(job),
        outputs: (isMapping(job.source["outputs"]) ? job.source["outputs"] : {}) as Record<string, string>,
        timeoutMs: minutes * 60_000,
        log: (line) => logs.write(row.id, line),
        step: ({ name, result }) => this.jobs.step(row.id, name, result),
      });
      this.cells.set(row.id, running);
      if (holder.cancelled) running.cancel();
      return await running.finished;
    } finally {
      this.cells.delete(row.id);
      revoke();
    }
  }

  private group(wanted: unknown, contexts: Contexts): { name: string; cancels: boolean } | undefined {
    if (wanted === undefined || wanted === null) return undefined;
    const filled = this.parts.expressions.fill(wanted, contexts);
    const name = isMapping(filled) ? filled["group"] : filled;
    const cancels = isMapping(filled) && (filled["cancel-in-progress"] === true || filled["cancel-in-progress"] === "true"); // prettier-ignore
    return { name: `${this.repository.id}/${String(name)}`, cancels };
  }

  private async enter(group: { name: string; cancels: boolean }, holder: Run | CellHolder): Promise<void> {
    const entered = this.parts.groups.enter(group.name, group.cancels, holder);
    const forget = holder.onCancel(() => this.parts.groups.leave(group.name, holder));
    if (holder === this) this.update({ status: "pending" });
    await entered;
    forget();
  }

  onCancel(tell: () => void): () => void {
    this.whenCancelled.add(tell);
    return () => void this.whenCancelled.delete(tell);
  }
}

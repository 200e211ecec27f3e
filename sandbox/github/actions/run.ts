import type { CellRunner } from "../../runtime/actions/types";
import type { Context } from "../context";
import type { Repository } from "../entities";
import { workflowRun } from "../serialize/actions";
import type { Activity } from "./activity";
import { outermost } from "./called-workflow";
import type { CarriedJobs } from "./carried-jobs";
import { githubContext } from "./contexts";
import type { Conclusion, WorkflowRun } from "./entities";
import { visible } from "./environments";
import type { Contexts, Expressions } from "./expressions";
import type { Gates } from "./gates";
import { wantedGroup, type ConcurrencyGroups, type Holder, type WantedGroup } from "./groups";
import { typedInputs } from "./inputs";
import { JobGraph, type Outcome } from "./job-graph";
import { Jobs } from "./jobs";
import type { JobLogs } from "./logs";
import type { TokenPermissions } from "./permissions";
import type { Slots } from "./slots";
import { InvalidWorkflow, type Workflow } from "./workflow-file";

export interface RunParts {
  readonly context: Context;
  readonly expressions: Expressions;
  readonly runner: CellRunner;
  readonly groups: ConcurrencyGroups;
  readonly slots: Slots;
  readonly activity: Activity;
  readonly gates: Gates;
  readonly logs: JobLogs;
  issueToken(repository: Repository, permissions: TokenPermissions): { token: string; revoke(): void };
}

/** One run of a workflow, from its first job to its conclusion. */
export class Run implements Holder {
  readonly jobs: Jobs;
  private readonly whenCancelled = new Set<() => void>();
  cancelled = false;
  forced = false;

  constructor(
    readonly parts: RunParts,
    readonly repository: Repository,
    private readonly workflow: Workflow,
    readonly row: WorkflowRun,
    /** What a new attempt keeps of the ones before. */
    readonly carried: CarriedJobs,
  ) {
    this.jobs = new Jobs(parts.context, repository, row, parts.logs);
  }

  /** Whoever sends a pull request from a fork gets no secrets. */
  get trusted(): boolean {
    return this.row.headRepositoryId === this.repository.id;
  }

  /** Jobs whose condition holds in a cancelled run go on, unless it is forced. */
  cancel(force = false): void {
    this.cancelled = true;
    this.forced ||= force;
    for (const tell of this.whenCancelled) tell();
  }

  /** Returns what ends the subscription. */
  onCancel(tell: () => void): () => void {
    this.whenCancelled.add(tell);
    return () => void this.whenCancelled.delete(tell);
  }

  /** What cannot be evaluated before there are jobs fails the run, and becomes its title. */
  async execute(): Promise<void> {
    const { expressions } = this.parts;
    let group: WantedGroup | undefined;
    try {
      this.takeName();
      group = wantedGroup(expressions, this.repository.id, this.workflow.concurrency, this.contexts());
    } catch (error) {
      const { message } = new InvalidWorkflow(this.workflow.path, (error as Error).message);
      return this.update({ status: "completed", conclusion: "failure", title: message });
    }
    await this.executeIn(group);
  }

  private async executeIn(group: WantedGroup | undefined): Promise<void> {
    const { context, groups } = this.parts;
    const outcomes: Outcome[] = [];
    try {
      if (group) {
        this.update({ status: "pending" });
        await groups.enterUnlessCancelled(group, this);
        this.forced ||= this.cancelled; // before anything ran: then nothing does
      }
      this.update({ status: this.cancelled ? "queued" : "in_progress" });
      const graph = new JobGraph(this, outermost(context, this.repository, this.workflow, this.row));
      outcomes.push(...(await graph.execute()).values());
    } finally {
      if (group) groups.leave(group.name, this);
      this.update({ status: "completed", conclusion: this.conclusion(outcomes) });
    }
  }

  /** A `run-name` takes the place of what the event is called. */
  private takeName(): void {
    const { runName } = this.workflow;
    const title = runName && String(this.parts.expressions.fill(runName, this.contexts()) ?? "").trim();
    if (title) this.update({ title });
  }

  /** What expressions of its jobs see, besides what belongs to a job. */
  contexts(more: Contexts = {}): Contexts {
    const { context } = this.parts;
    const vars = visible(context, "variables", this.repository, undefined);
    const inputs = typedInputs(this.workflow, this.row.payload);
    return { github: githubContext(context, this.repository, this.row), vars, inputs, ...more };
  }

  private conclusion(outcomes: readonly Outcome[]): Conclusion {
    const results = outcomes.filter((each) => !each.continued).map((each) => each.result);
    if (this.cancelled || (results.includes("cancelled") && !results.includes("failure"))) return "cancelled";
    if (results.includes("failure")) return "failure";
    return results.length > 0 && results.every((result) => result === "skipped") ? "skipped" : "success";
  }

  private update(change: Partial<Pick<WorkflowRun, "status" | "conclusion" | "title">>): void {
    const { context } = this.parts;
    const { state, events } = context;
    if (!state.runs.get(this.row.id)) return;
    const row = state.runs.update(this.row.id, { ...change, updatedAt: state.now() });
    if (change.status !== "in_progress" && change.status !== "completed") return;
    const payload = async () => ({ workflow_run: await workflowRun(context, this.repository, row) });
    events.emit({
      type: "told",
      name: "workflow_run",
      action: row.status,
      repositoryId: row.repositoryId,
      actorId: row.actorId,
      payload,
    });
  }
}

import type { CellRunner } from "../../runtime/actions/types";
import type { Context } from "../context";
import type { Environment, Repository } from "../entities";
import type { IdentityProvider } from "../identity/provider";
import { workflowRun } from "../serialize/actions";
import type { Activity } from "./activity";
import type { CarriedJobs } from "./carried-jobs";
import { githubContext } from "./contexts";
import type { WorkflowRun } from "./entities";
import { visible } from "./environments";
import type { Contexts, Expressions } from "./expressions";
import type { Gates } from "./gates";
import type { ConcurrencyGroups, Holder } from "./groups";
import { typedInputs } from "./inputs";
import { Jobs } from "./jobs";
import type { JobLogs } from "./logs";
import type { TokenPermissions } from "./permissions";
import type { Slots } from "./slots";
import type { Workflow } from "./workflow-file";

export interface RunParts {
  readonly context: Context;
  readonly expressions: Expressions;
  readonly runner: CellRunner;
  readonly groups: ConcurrencyGroups;
  readonly slots: Slots;
  readonly activity: Activity;
  readonly gates: Gates;
  readonly logs: JobLogs;
  readonly identity: IdentityProvider;
  issueToken(repository: Repository, permissions: TokenPermissions): { token: string; revoke(): void };
}

/** One run of a workflow: what its jobs share. */
export class Run implements Holder {
  readonly jobs: Jobs;
  private readonly whenCancelled = new Set<() => void>();
  cancelled = false;
  forced = false;

  constructor(
    readonly parts: RunParts,
    readonly repository: Repository,
    readonly workflow: Workflow,
    readonly row: WorkflowRun,
    /** What a new attempt keeps of the ones before. */
    readonly carried: CarriedJobs,
  ) {
    this.jobs = new Jobs(parts.context, repository, row, parts.logs, () => this.followJobs());
  }

  /** Whoever sends a pull request from a fork gets no secrets. */
  get trusted(): boolean {
    return this.row.headRepositoryId === this.repository.id;
  }

  /** A pull request from a fork gets none of these either: https://github.com/orgs/community/discussions/44322 */
  variables(environment: Environment | undefined): Readonly<Record<string, string>> {
    return this.trusted ? visible(this.parts.context, "variables", this.repository, environment) : {};
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

  /** What expressions of its jobs see, besides what belongs to a job. */
  contexts(more: Contexts = {}): Contexts {
    const { context } = this.parts;
    const inputs = typedInputs(this.workflow, this.row.payload);
    const github = githubContext(context, this.repository, this.row);
    return { github, vars: this.variables(undefined), inputs, ...more };
  }

  /** A run waits while it is people's words that all its unfinished jobs wait for. */
  private followJobs(): void {
    const { state } = this.parts.context;
    const { id, attempt } = this.row;
    const former = state.runs.get(id)?.status;
    if (former !== "in_progress" && former !== "waiting") return;
    const ofThis = state.jobs.filter((job) => job.runId === id && job.attempt === attempt);
    const open = ofThis.filter((job) => job.status !== "completed");
    const waits = open.length > 0 && open.every((job) => job.status === "waiting");
    const status = waits ? "waiting" : "in_progress";
    if (status !== former) state.runs.update(id, { status, updatedAt: state.now() });
  }

  /** Who asked to be told of runs hears of its beginning and its end. */
  update(change: Partial<Pick<WorkflowRun, "status" | "conclusion" | "title">>): void {
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

import { htmlUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { job } from "../serialize/actions";
import { checkRun } from "../serialize/checks";
import type { Conclusion, Job, JobStep, WorkflowRun } from "./entities";
import type { JobLogs } from "./logs";

const app = "15368";

export interface NewJob {
  readonly key: string;
  readonly name: string;
  readonly labels: readonly string[];
  readonly environment: string | null;
}

/** Jobs and the check runs that report them: always changed together. */
export class Jobs {
  constructor(
    private readonly context: Context,
    private readonly repository: Repository,
    private readonly run: WorkflowRun,
    readonly logs: JobLogs,
    /** Told of each new job, and of each change of a job's status. */
    private readonly changed: () => void = () => undefined,
  ) {}

  create(wanted: NewJob): Job {
    const status = "queued" as const;
    const { state } = this.context;
    const id = state.nextId("checkRun");
    const { repository, run } = this;
    const [now, repositoryId] = [state.now(), repository.id];
    const detailsUrl = `${htmlUrl(this.context, repository)}/actions/runs/${run.id}/job/${id}`;
    const output = { title: null, summary: null, text: null };
    const check = {
      repositoryId,
      headSha: run.headSha,
      name: wanted.name,
      appId: app,
      detailsUrl,
      externalId: id,
      output,
    };
    state.checkRuns.insert({ id, ...check, status, conclusion: null, startedAt: now, completedAt: null });
    const times = { createdAt: now, startedAt: now, completedAt: null };
    const row = state.jobs.insert({
      id,
      repositoryId,
      runId: run.id,
      attempt: run.attempt,
      ...wanted,
      status,
      conclusion: null,
      steps: [],
      outputs: {},
      ...times,
    });
    this.changed();
    this.tell(id);
    return row;
  }

  start(id: string): void {
    const change = { status: "in_progress" as const, startedAt: this.context.state.now() };
    this.change(id, change);
  }

  wait(id: string, status: "waiting" | "queued"): void {
    this.change(id, { status });
  }

  /** `reason` is the last line of the log. */
  complete(
    id: string,
    conclusion: Conclusion,
    { reason, outputs = {} }: { readonly reason?: string; readonly outputs?: Job["outputs"] } = {},
  ): void {
    if (reason !== undefined) this.logs.write(id, `##[error]${reason}`);
    const job = this.context.state.jobs.get(id);
    if (!job || job.status === "completed") return;
    const now = this.context.state.now();
    const steps = job.steps.map((step) =>
      step.status === "completed"
        ? step
        : { ...step, status: "completed" as const, conclusion: "cancelled" as const, completedAt: now },
    );
    this.context.state.jobs.update(id, { steps, outputs });
    this.change(id, { status: "completed", conclusion, completedAt: now });
  }

  step(id: string, name: string, result: Conclusion | undefined): void {
    const { state } = this.context;
    const steps = state.jobs.get(id)?.steps ?? [];
    const now = state.now();
    const last = steps.at(-1);
    if (result === undefined || last?.name !== name) {
      const fresh: JobStep = {
        name,
        number: steps.length + 1,
        status: "in_progress",
        conclusion: null,
        startedAt: now,
        completedAt: null,
      };
      state.jobs.update(id, { steps: [...steps, fresh] });
      if (result !== undefined) this.step(id, name, result);
      return;
    }
    const ended: JobStep = { ...last, status: "completed", conclusion: result, completedAt: now };
    state.jobs.update(id, { steps: [...steps.slice(0, -1), ended] });
  }

  private change(id: string, change: Partial<Pick<Job, "status" | "conclusion" | "startedAt" | "completedAt">>): void {
    this.context.state.jobs.update(id, change);
    this.context.state.checkRuns.update(id, change);
    this.changed();
    this.tell(id);
  }

  private tell(id: string): void {
    const { context, repository, run } = this;
    const [row, check] = [context.state.jobs.get(id)!, context.state.checkRuns.get(id)!];
    const event = { type: "told", repositoryId: repository.id, actorId: run.actorId } as const;
    context.events.emit({
      ...event,
      name: "workflow_job",
      action: row.status,
      payload: () => ({ workflow_job: job(context, repository, row) }),
    });
    if (row.status === "queued" || row.status === "completed")
      context.events.emit({
        ...event,
        name: "check_run",
        action: row.status === "queued" ? "created" : "completed",
        payload: () => ({ check_run: checkRun(context, repository, check) }),
      });
  }
}

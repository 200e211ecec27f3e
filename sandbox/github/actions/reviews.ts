import type { Context } from "../context";
import type { Repository } from "../entities";
import type { Job, WorkflowRun } from "./entities";
import { environmentNamed } from "./environments";
import type { CellHolder } from "./matrix-group";

export interface Pending {
  readonly runId: string;
  readonly jobId: string;
  readonly environmentId: string;
  readonly decide: (approved: boolean) => void;
}

/** Jobs that wait until a reviewer of their environment lets them go on. */
export class Reviews {
  private readonly waiting = new Set<Pending>();

  constructor(private readonly context: Context) {}

  /** Resolves at once where no review is wanted; to false when it was rejected. */
  async wait(repository: Repository, run: WorkflowRun, job: Job, name: string, holder: CellHolder): Promise<boolean> {
    const environment = environmentNamed(this.context, repository, name);
    if (environment.reviewers.length === 0) return true;
    this.show(job.id, "waiting");
    const approved = await new Promise<boolean>((resolve) => {
      const pending = { runId: run.id, jobId: job.id, environmentId: environment.id, decide: resolve };
      this.waiting.add(pending);
      holder.onCancel(() => resolve(true));
    });
    for (const pending of this.waiting) if (pending.jobId === job.id) this.waiting.delete(pending);
    this.show(job.id, "queued");
    return approved;
  }

  of(runId: string): Pending[] {
    return [...this.waiting].filter((pending) => pending.runId === runId);
  }

  private show(id: string, status: "waiting" | "queued"): void {
    this.context.state.jobs.update(id, { status });
    this.context.state.checkRuns.update(id, { status });
  }
}

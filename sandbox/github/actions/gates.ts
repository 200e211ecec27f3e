import type { Ticker } from "../../kit/clock";
import type { Context } from "../context";
import type { Environment } from "../entities";
import type { Job, WorkflowRun } from "./entities";
import type { CellHolder } from "./matrix-group";

interface Waiting {
  readonly runId: string;
  readonly job: Job;
  readonly environmentId: string;
  readonly since: string;
  /** When its wait timer ends, in milliseconds; 0 without one. */
  readonly readyAt: number;
  approved: boolean;
  readonly decide: (goesOn: boolean) => void;
}

export type Pending = Pick<Waiting, "job" | "environmentId" | "since">;

/** Jobs that wait until a reviewer of their environment lets them go on, and its wait timer has ended. */
export class Gates {
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly context: Context) {}

  get ticker(): Ticker {
    return { name: "wait timers", nextDue: (after) => this.nextDue(after), run: async (due) => this.open(due) };
  }

  /** Resolves at once where nothing is to be waited for; to false when it was rejected. */
  async wait(run: WorkflowRun, job: Job, environment: Environment, holder: CellHolder): Promise<boolean> {
    const { reviewers, waitTimer } = environment;
    if (reviewers.length === 0 && waitTimer === 0) return true;
    const readyAt = waitTimer === 0 ? 0 : this.context.clock.now().getTime() + waitTimer * 60_000;
    const identity = { runId: run.id, job, environmentId: environment.id, since: this.context.state.now() };
    return new Promise((resolve) => {
      const row: Waiting = {
        ...identity,
        readyAt,
        approved: reviewers.length === 0,
        decide: (goesOn) => {
          this.waiting.delete(row);
          resolve(goesOn);
        },
      };
      this.waiting.add(row);
      holder.onCancel(() => row.decide(true));
    });
  }

  /** What a run waits for. */
  pending(runId: string): Pending[] {
    return [...this.waiting].filter((row) => row.runId === runId);
  }

  review(runId: string, environmentId: string, approved: boolean): void {
    for (const row of this.waiting) {
      if (row.runId !== runId || row.environmentId !== environmentId) continue;
      row.approved = approved;
      if (!approved) row.decide(false);
    }
    this.open(this.context.clock.now());
  }

  private open(now: Date): void {
    for (const row of this.waiting) if (row.approved && row.readyAt <= now.getTime()) row.decide(true);
  }

  private nextDue(after: Date): Date | undefined {
    const times = [...this.waiting].map(({ readyAt }) => readyAt).filter((time) => time > after.getTime());
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  }
}

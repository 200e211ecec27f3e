import type { Context } from "../context";
import type { Repository } from "../entities";
import { type CronSchedule, nextCron } from "./cron";
import { InvalidWorkflow } from "./workflow-file";
import type { FoundWorkflow } from "./workflows";

interface Schedule extends CronSchedule {
  readonly found: FoundWorkflow;
}

type Start = (repository: Repository, found: FoundWorkflow, cron: string) => Promise<void>;

/** Workflows with `on: schedule`: of default branches only, by the sandbox's clock. */
export class Schedules {
  private readonly known = new Map<string, readonly Schedule[]>();
  private next: { readonly after: number; readonly due: Date | undefined } | undefined;

  constructor(
    private readonly context: Context,
    private readonly start: Start,
  ) {}

  /** What the default branch of a repository now says. */
  learn({ id }: Repository, found: readonly FoundWorkflow[]): void {
    const schedules = found.flatMap((each) =>
      each.workflow instanceof InvalidWorkflow
        ? []
        : each.workflow.schedules.map((schedule) => ({ found: each, ...schedule })),
    );
    this.known.set(id, schedules);
    this.next = undefined;
  }

  nextDue(after: Date): Date | undefined {
    const { next } = this;
    const holds = next && next.after <= after.getTime() && (next.due === undefined || next.due > after);
    if (!holds) this.next = { after: after.getTime(), due: this.earliest(after) };
    return this.next?.due;
  }

  async run(due: Date): Promise<void> {
    for (const [id, schedules] of this.known) {
      const repository = this.context.state.repositories.get(id);
      const just = new Date(due.getTime() - 1);
      const now = schedules.filter((each) => nextCron(each, just)?.getTime() === due.getTime());
      for (const { found, cron } of repository ? now : []) await this.start(repository!, found, cron);
    }
  }

  private earliest(after: Date): Date | undefined {
    const dues = [...this.known.values()].flat().map((each) => nextCron(each, after)?.getTime());
    const times = dues.filter((time) => time !== undefined);
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  }
}

import type { PostgresAddon } from "../heroku-platform/directory";
import type { Ticker } from "../kit/clock";
import { capture } from "./actions/capture";
import type { Context } from "./context";
import type { Schedule, Transfer } from "./entities";

/** Captures a backup for each schedule that is due. */
export class BackupTicker implements Ticker {
  readonly name = "backup schedules";
  private readonly pending = new Set<Promise<unknown>>();

  constructor(private readonly context: Context) {}

  nextDue(after: Date): Date | undefined {
    const dues = this.context.state.schedules
      .all()
      .flatMap((schedule) => this.context.firings.next(schedule, after) ?? []);
    return dues.sort((a, b) => a.getTime() - b.getTime())[0];
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - 1);
    for (const schedule of this.context.state.schedules.all()) {
      if (this.context.firings.next(schedule, before)?.getTime() !== due.getTime()) continue;
      this.context.state.schedules.update(schedule.id, { lastRunAt: due.toISOString() });
      this.fire(schedule);
    }
    await this.context.store.flush();
  }

  async settle(): Promise<void> {
    await Promise.all(this.pending);
  }

  private fire(schedule: Schedule): void {
    const addon = this.context.directory.findPostgres(schedule.addonId);
    if (!addon?.database)
      return this.tell(schedule, addon?.app.name ?? "?", "skipped", "the database is not provisioned");
    const { transfer, done } = capture(this.context, addon, schedule);
    const told = done.then((finished) => this.tellEnd(schedule, addon, finished));
    this.pending.add(told);
    void told.finally(() => this.pending.delete(told));
    this.context.directory.log(addon.app.id, "heroku", "pgbackups", `Starting ${nameOf(transfer)} of ${schedule.name}`);
  }

  private tellEnd(schedule: Schedule, addon: PostgresAddon, { id, succeeded, processedBytes, logs }: Transfer): void {
    const transfer = this.context.state.transfers.get(id);
    const name = transfer ? `${nameOf(transfer)}, ` : "";
    const detail = succeeded ? `${name}${processedBytes} bytes` : `${name}${logs.at(-1)?.message ?? "no reason given"}`;
    this.tell(schedule, addon.app.name, succeeded ? "succeeded" : "failed", detail);
  }

  private tell(schedule: Schedule, app: string, result: "succeeded" | "failed" | "skipped", detail: string): void {
    const at = this.context.clock.now().toISOString();
    this.context.journal.record({ at, kind: "backup", app, subject: schedule.name, result, detail });
  }
}

function nameOf({ num }: Transfer): string {
  return `a${String(num).padStart(3, "0")}`;
}

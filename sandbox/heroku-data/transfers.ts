import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import type { AppSummary, PostgresAddon } from "../heroku-platform/directory";
import type { Transfer } from "./entities";
import type { HerokuDataOptions } from "./options";
import { keepingOf } from "./plans";
import type { State } from "./state";

/** The ends of a new transfer. */
export type NewTransfer = Pick<Transfer, "fromName" | "fromType" | "fromUrl" | "toName" | "toType" | "toUrl"> & {
  readonly addon: PostgresAddon;
  readonly scheduleId?: string;
};

/** What the work of a transfer gets. */
export interface Job {
  readonly transfer: Transfer;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** Bytes of the source; known once the work has looked. */
  readonly source: (bytes: number) => void;
}

/** Ends with the bytes that were moved. */
export type Work = (job: Job) => Promise<number>;

interface Running {
  readonly abort: AbortController;
  readonly done: Promise<Transfer>;
}

/** Makes transfers, runs their work, and ends it. */
export class Transfers {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly options: HerokuDataOptions,
    private readonly state: State,
  ) {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.failInterrupted();
  }

  /** Stores the transfer and begins its work; `done` never rejects: how it went stands in the transfer. */
  start(made: NewTransfer, work: Work): { transfer: Transfer; done: Promise<Transfer> } {
    const transfer = this.insert(made.addon.app, made);
    const abort = new AbortController();
    const done = this.run(transfer, work, abort.signal).finally(() => this.running.delete(transfer.id));
    this.running.set(transfer.id, { abort, done });
    return { transfer, done };
  }

  /** Ends the work of a transfer that runs; false when it does not. */
  async cancel(id: string): Promise<boolean> {
    const running = this.running.get(id);
    if (!running) return false;
    running.abort.abort(new Error("the transfer was canceled"));
    await running.done;
    return true;
  }

  /** Cancels all that runs and matches. */
  async cancelWhere(test: (transfer: Transfer) => boolean): Promise<void> {
    const ids = this.state.transfers.filter((row) => row.finishedAt === null && test(row)).map((row) => row.id);
    await Promise.all(ids.map((id) => this.cancel(id)));
  }

  /** Takes a backup away: the row stays, as deleted, its data do not. */
  discard(id: string): Transfer {
    rmSync(this.state.dumpFile(id), { force: true });
    const now = this.now();
    return this.state.transfers.update(id, { deletedAt: now, updatedAt: now });
  }

  private insert(app: AppSummary, { addon, scheduleId, ...ends }: NewTransfer): Transfer {
    const now = this.now();
    return this.state.transfers.insert({
      id: randomUUID(),
      num: this.state.nextNumber(app.id),
      appId: app.id,
      addonId: addon.id,
      scheduleId: scheduleId ?? null,
      ...ends,
      sourceBytes: null,
      processedBytes: 0,
      warnings: 0,
      succeeded: null,
      numKeep: keepingOf(addon.plan).manual,
      createdAt: now,
      startedAt: now,
      finishedAt: null,
      canceledAt: null,
      updatedAt: now,
      deletedAt: null,
      logs: [],
    });
  }

  private async run(transfer: Transfer, work: Work, signal: AbortSignal): Promise<Transfer> {
    const { id } = transfer;
    const log = (message: string, level: "info" | "error" = "info") => this.log(id, message, level);
    const source = (sourceBytes: number) => void this.state.transfers.update(id, { sourceBytes });
    try {
      const processedBytes = await work({ transfer, signal, log, source });
      return this.finish(id, { succeeded: true, processedBytes });
    } catch (error) {
      log((error as Error).message, "error");
      rmSync(this.state.dumpFile(id), { force: true });
      return this.finish(id, { succeeded: false, ...(signal.aborted ? { canceledAt: this.now() } : {}) });
    }
  }

  private finish(id: string, change: Partial<Transfer>): Transfer {
    const now = this.now();
    const finished = this.state.transfers.update(id, { ...change, finishedAt: now, updatedAt: now });
    void this.options.store.flush();
    return finished;
  }

  private log(id: string, message: string, level: "info" | "error"): void {
    const logs = this.state.transfers.get(id)?.logs ?? [];
    this.state.transfers.update(id, { logs: [...logs, { createdAt: this.now(), level, message }] });
  }

  /** What ran when the sandbox was killed will not end any more. */
  private failInterrupted(): void {
    for (const { id } of this.state.transfers.filter((row) => row.finishedAt === null)) {
      this.log(id, "the sandbox was ended while this transfer ran", "error");
      rmSync(this.state.dumpFile(id), { force: true });
      this.finish(id, { succeeded: false });
    }
  }

  private now(): string {
    return this.options.clock.now().toISOString();
  }
}

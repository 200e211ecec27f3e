import { isLocal } from "../../../kit/guard";
import type { LogDrain } from "../../entities-of-settings";
import type { PlatformState } from "../../state";
import type { Logs, LogLine } from "../logs";
import { type Transport, transportTo } from "./transports";

/** Lines that wait for a drain that does not take them; the oldest are dropped then. */
const buffered = 1024;
const atOnce = 100;
const retryMs = 1000;

interface Dropped {
  readonly count: number;
  readonly since: string;
}

/** What waits for one drain, and goes to it in order. */
class Queue {
  private readonly waiting: LogLine[] = [];
  private readonly transport: Transport;
  private dropped: Dropped | undefined;
  private sending = false;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(drain: LogDrain) {
    this.transport = transportTo(drain);
  }

  add(line: LogLine): void {
    this.waiting.push(line);
    if (this.waiting.length > buffered) this.drop();
    if (!this.sending && this.retry === undefined) void this.send();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.transport.close();
  }

  private drop(): void {
    const oldest = this.waiting.shift();
    this.dropped = { since: this.dropped?.since ?? oldest?.time ?? "", count: (this.dropped?.count ?? 0) + 1 };
  }

  private async send(): Promise<void> {
    this.sending = true;
    while (!this.closed && this.waiting.length > 0 && (await this.sendSome()));
    this.sending = false;
    if (this.closed || this.waiting.length === 0) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.send();
    }, retryMs).unref();
  }

  private async sendSome(): Promise<boolean> {
    if (this.dropped) this.waiting.unshift(overflow(this.dropped));
    this.dropped = undefined;
    const lines = this.waiting.splice(0, atOnce);
    try {
      await this.transport.send(lines);
      return true;
    } catch {
      this.waiting.unshift(...lines);
      return false;
    }
  }
}

/** As Logplex tells it to the drain. */
const overflow = ({ count, since }: Dropped): LogLine => ({
  time: since,
  source: "heroku",
  dyno: "logplex",
  text: `Error L10 (output buffer overflow): ${count} messages dropped since ${since}.`,
});

/** Sends the apps' logs to their drains, as far as those are on this machine. */
export class LogDrains {
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly state: PlatformState,
    logs: Logs,
  ) {
    logs.followAll((appId, line) => this.send(appId, line));
  }

  /** Ends what goes to a drain that is no more. */
  forget(drainId: string): void {
    this.queues.get(drainId)?.close();
    this.queues.delete(drainId);
  }

  close(): void {
    for (const id of [...this.queues.keys()]) this.forget(id);
  }

  private send(appId: string, line: LogLine): void {
    for (const drain of this.state.drains.filter((row) => row.appId === appId && isLocal(row.url))) {
      const queue = this.queues.get(drain.id) ?? new Queue(drain);
      this.queues.set(drain.id, queue);
      queue.add(line);
    }
  }
}

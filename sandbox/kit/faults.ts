/**
 * What happens to a request that a fault befalls:
 * - `answer`: `status`, `headers` and `body` instead of the handler's; without a body, the vendor's own failure of that status.
 * - `delay`: only `delayMs` and `jitterMs`, which every act may have.
 * - `drop`: the connection ends unanswered, the request undone; `reset`: the same, by a TCP reset.
 * - `lose-answer`: the request is done, its answer never arrives; `cut-answer`: half of it does.
 */
export const faultActs = ["answer", "delay", "drop", "reset", "lose-answer", "cut-answer"] as const;

/** A failure to be acted out by the servers of the sandbox, for tests of what clients do then. */
export interface Fault {
  readonly id: string;
  /** Name of the service, such as `heroku` or `github`; any when absent. */
  readonly service?: string;
  readonly method?: string;
  /** A regular expression on the path with its query; any path when absent. */
  readonly path?: string;
  /** Matching requests that are let through first. */
  readonly after?: number;
  /** How many requests it befalls; every matching one when absent. */
  readonly times?: number;
  readonly act: (typeof faultActs)[number];
  /** Before anything else. */
  readonly delayMs?: number;
  /** Up to so much is added to the delay, at random. */
  readonly jitterMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** The faults in force. */
export class Faults {
  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ fault, seen: 0 });
  }

  /** Ends one; nothing happens when it has ended. */
  remove(id: string): void {
    this.armed = this.armed.filter(({ fault }) => fault.id !== id);
  }

  clear(): void {
    this.armed = [];
  }

  list(): Fault[] {
    return this.armed.map(({ fault }) => fault);
  }

  /** The fault that befalls this request, counted as used. */
  take(service: string, method: string, url: string): Fault | undefined {
    for (const armed of this.armed) {
      if (!matches(armed.fault, service, method, url)) continue;
      armed.seen += 1;
      const first = armed.fault.after ?? 0;
      if (armed.seen > first && armed.seen <= first + (armed.fault.times ?? Infinity)) return armed.fault;
    }
    return undefined;
  }
}

function matches(fault: Fault, service: string, method: string, url: string): boolean {
  return (
    (fault.service === undefined || fault.service === service) &&
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.path === undefined || new RegExp(fault.path).test(url))
  );
}

import type { RequestLogLine } from "./server";

/** A request that a listener answered. */
export interface AnsweredRequest extends RequestLogLine {
  /** Counted from 1. */
  readonly number: number;
  /** The sandbox's time, ISO 8601. */
  readonly at: string;
}

type Listener = (request: AnsweredRequest) => void;

/** The requests that were answered last, the newest at the end. */
export class Requests {
  private readonly ring: AnsweredRequest[] = [];
  private readonly listeners = new Set<Listener>();
  private count = 0;

  constructor(private readonly kept = 5000) {}

  add(request: Omit<AnsweredRequest, "number">): void {
    const numbered = { ...request, number: (this.count += 1) };
    this.ring.push(numbered);
    if (this.ring.length > this.kept) this.ring.shift();
    for (const listener of this.listeners) listener(numbered);
  }

  all(): readonly AnsweredRequest[] {
    return this.ring;
  }

  clear(): void {
    this.ring.length = 0;
  }

  /** Returns what ends the listening. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

import type { Inside } from "./inside";

/** Lets the sandbox's time pass behind the request that asked for it: a week takes minutes. */
export class Advance {
  private to: Date | undefined;
  private reason: string | undefined;

  constructor(private readonly inside: Pick<Inside, "clock">) {}

  /** Where time is going; undefined while it passes as usual. */
  get target(): Date | undefined {
    return this.to;
  }

  /** Why the last one ended early. */
  get failure(): string | undefined {
    return this.reason;
  }

  /** False when another one is under way. */
  start(ms: number): boolean {
    if (this.to) return false;
    const { clock } = this.inside;
    this.to = new Date(clock.now().getTime() + ms);
    this.reason = undefined;
    void clock
      .advance(ms)
      .catch((error: Error) => void (this.reason = error.message))
      .finally(() => void (this.to = undefined));
    return true;
  }
}

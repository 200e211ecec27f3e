import type { Holder } from "./groups";

/** One cell of a job, which can be given up while it waits and while it runs. */
export class CellHolder implements Holder {
  private readonly tellers = new Set<() => void>();
  cancelled = false;

  constructor(group: MatrixGroup) {
    this.cancelled = group.cancelled;
    group.add(this);
  }

  cancel(): void {
    this.cancelled = true;
    for (const tell of this.tellers) tell();
  }

  /** Returns what ends the subscription. */
  onCancel(tell: () => void): () => void {
    this.tellers.add(tell);
    return () => void this.tellers.delete(tell);
  }
}

/** The cells of one job: at most `maxParallel` at once, all given up together when one fails. */
export class MatrixGroup {
  private readonly holders = new Set<CellHolder>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  cancelled = false;

  constructor(private readonly maxParallel: number) {}

  add(holder: CellHolder): void {
    this.holders.add(holder);
  }

  forget(holder: CellHolder): void {
    this.holders.delete(holder);
  }

  cancel(): void {
    this.cancelled = true;
    for (const holder of this.holders) holder.cancel();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.running >= this.maxParallel) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

/** What is being done just now; what waits for a person, a runner or a moment is not. */
export class Activity {
  private readonly works = new Set<Promise<unknown>>();

  async during<T>(work: Promise<T>): Promise<T> {
    const ended = work.catch(() => undefined);
    this.works.add(ended);
    try {
      return await work;
    } finally {
      this.works.delete(ended);
    }
  }

  /** Resolves when nothing is done any more, nor follows from what was done. */
  async idle(): Promise<void> {
    do {
      await Promise.all(this.works);
      await new Promise(setImmediate);
    } while (this.works.size > 0);
  }
}

/** Work that runs in the background, one piece after the other for each app. */
export class AppQueues {
  private readonly tails = new Map<string, Promise<void>>();

  busy(appId: string): boolean {
    return this.tails.has(appId);
  }

  /** Runs `work` when all that was added before for this app has ended. Its failure is the caller's to handle within `work`. */
  add(appId: string, work: () => Promise<void>): Promise<void> {
    const run = (this.tails.get(appId) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      process.stderr.write(`heroku: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    });
    const tail = run.then(() => {
      if (this.tails.get(appId) === tail) this.tails.delete(appId);
    });
    this.tails.set(appId, tail);
    return tail;
  }

  /** Returns when nothing is left to do for the app. */
  async idle(appId: string): Promise<void> {
    for (let tail = this.tails.get(appId); tail; tail = this.tails.get(appId)) await tail;
  }

  async allIdle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }
}

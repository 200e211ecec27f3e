/** A bucket of calls that fills again by 75 each minute (Heroku: 4500, "roughly 75 calls a minute"), by the sandbox's clock. */
export class RateLimit {
  private left: number;
  private filledAt: number;

  constructor(
    private readonly capacity: number,
    private readonly now: () => Date,
  ) {
    this.left = capacity;
    this.filledAt = now().getTime();
  }

  get remaining(): number {
    this.fill();
    return Math.floor(this.left);
  }

  /** Takes a call out of the bucket; false when it is empty. */
  take(): boolean {
    this.fill();
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  private fill(): void {
    const now = this.now().getTime();
    this.left = Math.min(this.capacity, this.left + (Math.max(0, now - this.filledAt) / 60_000) * 75);
    this.filledAt = now;
  }
}

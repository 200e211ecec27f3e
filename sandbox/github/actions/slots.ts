/** How many jobs run at once on this machine; the others wait in the order in which they came. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(
    private readonly count: number,
    /** Whether there is a runner at all. */
    private readonly open: () => boolean,
  ) {}

  /** A holder that was cancelled while it waited is let in at once, to find that out. */
  async use<T>(holder: { readonly cancelled: boolean }, work: () => Promise<T>): Promise<T> {
    while (!holder.cancelled && (this.taken >= this.count || !this.open())) await this.turn();
    this.taken += 1;
    try {
      return await work();
    } finally {
      this.taken -= 1;
      this.look();
    }
  }

  private turn(): Promise<void> {
    // Nobody tells when a runner is installed meanwhile.
    if (!this.open()) setTimeout(() => this.look(), 1000).unref();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Lets all who wait look again. */
  look(): void {
    for (const again of this.waiting.splice(0)) again();
  }
}

/** Something that falls due: a backup schedule, a scheduler job, a state transition. */
export interface Ticker {
  readonly name: string;
  /** The first moment later than `after` at which `run` is wanted; undefined when nothing is. Called often: keep it cheap. */
  nextDue(after: Date): Date | undefined;
  /** Starts what is due. The clock shows `due` meanwhile when it is being advanced. */
  run(due: Date): Promise<void>;
  /** Waits for what `run` started. Only `advance` calls it, so that a night's jobs run one after the other. */
  settle?(): Promise<void>;
}

export interface ClockState {
  /** Milliseconds that the sandbox is ahead of the machine's clock. */
  readonly offsetMs: number;
  /** Set while paused: the moment (epoch ms) at which the sandbox's time stands still. */
  readonly pausedAt?: number;
}

export interface ClockOptions {
  readonly machineTime?: () => number;
  readonly state?: ClockState;
  readonly onChange?: (state: ClockState) => void;
  readonly onError?: (ticker: string, error: unknown) => void;
}

/**
 * The sandbox's time: it runs with the machine's, can be paused, and can be advanced so that a night passes at once.
 * What fell due while the sandbox was stopped is not made up for: Heroku would not have stopped.
 */
export class Clock {
  private readonly machineTime: () => number;
  private readonly tickers: Ticker[] = [];
  private state: ClockState;
  private processedTo: number;
  private showing: number | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly options: ClockOptions = {}) {
    this.machineTime = options.machineTime ?? Date.now;
    this.state = options.state ?? { offsetMs: 0 };
    this.processedTo = this.time();
  }

  now(): Date {
    return new Date(this.showing ?? this.time());
  }

  /** For what somebody looks at who has no other clock than the machine's. */
  machineNow(): Date {
    return new Date(this.machineTime());
  }

  get paused(): boolean {
    return this.state.pausedAt !== undefined;
  }

  register(ticker: Ticker): void {
    this.tickers.push(ticker);
  }

  /** Begins to run what falls due as the machine's time passes. */
  start(everyMs = 200): void {
    this.stopped = false;
    this.timer ??= setInterval(() => void this.tick(), everyMs).unref();
  }

  /** Nothing falls due any more; an advance that runs ends after what it runs now. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.timer = undefined;
    await this.queue;
  }

  pause(): void {
    if (!this.paused) this.change({ ...this.state, pausedAt: this.time() });
  }

  resume(): void {
    const { pausedAt } = this.state;
    if (pausedAt !== undefined) this.change({ offsetMs: pausedAt - this.machineTime() });
  }

  /** Runs everything that has fallen due up to now; nothing while paused. */
  tick(): Promise<void> {
    return this.enqueue(() => (this.paused ? Promise.resolve() : this.runUntil(this.time(), false)));
  }

  /** Lets `ms` milliseconds pass at once, running all that falls due in them, in order of time. Works while paused, too. */
  advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0)
      throw new RangeError(`the clock cannot be advanced by ${ms} ms: it only goes forward`);
    return this.enqueue(async () => {
      const target = this.time() + ms;
      try {
        await this.runUntil(target, true);
      } finally {
        this.showing = undefined;
        this.moveTo(this.stopped ? Math.max(this.time(), this.processedTo) : target);
      }
    });
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async runUntil(target: number, advancing: boolean): Promise<void> {
    while (!this.stopped) {
      const due = this.earliestDue();
      if (due === undefined || due.at > target) break;
      if (advancing) this.showing = due.at;
      for (const ticker of due.tickers) await this.runOne(ticker, new Date(due.at), advancing);
      this.processedTo = due.at;
    }
    if (!this.stopped) this.processedTo = Math.max(this.processedTo, target);
  }

  private earliestDue(): { at: number; tickers: Ticker[] } | undefined {
    const after = new Date(this.processedTo);
    const dues = this.tickers.flatMap((ticker) => {
      const at = ticker.nextDue(after)?.getTime();
      return at === undefined ? [] : [{ at: Math.max(at, this.processedTo + 1), ticker }];
    });
    if (dues.length === 0) return undefined;
    const at = Math.min(...dues.map((due) => due.at));
    return { at, tickers: dues.filter((due) => due.at === at).map((due) => due.ticker) };
  }

  private async runOne(ticker: Ticker, due: Date, advancing: boolean): Promise<void> {
    try {
      await ticker.run(due);
      if (advancing) await ticker.settle?.();
    } catch (error) {
      this.options.onError?.(ticker.name, error);
    }
  }

  private time(): number {
    return this.state.pausedAt ?? this.machineTime() + this.state.offsetMs;
  }

  private moveTo(target: number): void {
    this.change(this.paused ? { ...this.state, pausedAt: target } : { offsetMs: target - this.machineTime() });
  }

  private change(state: ClockState): void {
    this.state = state;
    this.options.onChange?.(state);
  }
}

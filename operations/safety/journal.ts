import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { OperationError } from "../errors";

export interface StepRecord {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** What the step must know when it is gone on with, such as a transfer's id; never a secret. */
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface JournalRecord {
  /** Of the run; a run that is gone on with keeps it. */
  readonly operation: string;
  /** `restore b003`. */
  readonly what: string;
  readonly appId: string;
  readonly startedAt: string;
  /** False for a run that held no lock. */
  readonly locked?: boolean;
  /** What was decided before the first step, so that whoever goes on does not decide anew from a changed app; never a secret. */
  readonly decision?: unknown;
  readonly steps: Readonly<Record<string, StepRecord>>;
}

export class JournalUnreadable extends OperationError {
  readonly id = "journal_unreadable";
  constructor(file: string, cause: Error) {
    super(
      `${file}, the journal of an interrupted run, cannot be read (${cause.message}). See with \`bin/penny status\` how the app is, then remove the file`,
      { cause },
    );
  }
}

/** What a run has done so far, on this machine's disk before and after every step, so that the same command goes on after a crash. */
export class Journal {
  private constructor(
    private readonly file: string,
    private record: JournalRecord,
  ) {}

  /** The run that did not come to its end; undefined when there is none. @throws JournalUnreadable */
  static unfinished(folder: string, appId: string): Journal | undefined {
    const file = join(folder, `${appId}.json`);
    try {
      return new Journal(file, JSON.parse(readFileSync(file, "utf8")) as JournalRecord);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new JournalUnreadable(file, error as Error);
    }
  }

  /** @param steps what an earlier run did already, when this one takes its place */
  static begin(folder: string, record: Omit<JournalRecord, "steps">, steps: JournalRecord["steps"] = {}): Journal {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const journal = new Journal(join(folder, `${record.appId}.json`), { ...record, steps });
    journal.write();
    return journal;
  }

  get operation(): string {
    return this.record.operation;
  }

  get what(): string {
    return this.record.what;
  }

  get startedAt(): Date {
    return new Date(this.record.startedAt);
  }

  /** Whether its lock is somebody else's by now, or nobody's. */
  givenUp(holder: { readonly operation: string } | undefined): boolean {
    return this.record.locked !== false && holder?.operation !== this.record.operation;
  }

  get decision(): unknown {
    return this.record.decision;
  }

  /** Whether any step has begun. */
  get begun(): boolean {
    return Object.keys(this.record.steps).length > 0;
  }

  step(id: string): StepRecord | undefined {
    return this.record.steps[id];
  }

  update(id: string, step: StepRecord): void {
    this.record = { ...this.record, steps: { ...this.record.steps, [id]: step } };
    this.write();
  }

  /** The step will be done anew. */
  forget(id: string): void {
    const { [id]: _forgotten, ...steps } = this.record.steps;
    this.record = { ...this.record, steps };
    this.write();
  }

  finish(): void {
    rmSync(this.file, { force: true });
  }

  private write(): void {
    writeFileAtomic(this.file, `${JSON.stringify(this.record, null, 2)}\n`, { mode: 0o600 });
  }
}

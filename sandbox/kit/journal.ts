/** Something that the sandbox did on its own because its time had come: a backup, a scheduler job. */
export interface Happening {
  /** The sandbox's time, ISO 8601. */
  readonly at: string;
  readonly kind: "backup" | "job";
  /** The app's name. */
  readonly app: string;
  /** Which: `a001 of DATABASE_URL`, or the command of a job. */
  readonly subject: string;
  readonly result: "succeeded" | "failed" | "skipped";
  /** A sentence for a person: size, exit code, reason. */
  readonly detail: string;
}

type Listener = (happening: Happening) => void;

/** Tells whoever listens, such as `bin/sandbox clock advance`, what ran. */
export class Journal {
  private readonly listeners = new Set<Listener>();

  record(happening: Happening): void {
    for (const listener of this.listeners) listener(happening);
  }

  /** Returns what ends the listening. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

import type { Happening } from "../kit/journal";

const quietMs = 2_000;

/** The time that is to pass. */
export interface Span {
  readonly from: Date;
  readonly ms: number;
}

/**
 * Tells a person what ran while time passed: a job that goes the same way again and again is told once and then counted, with a
 * remark now and then of how far time has come, and how long the rest will take at that pace.
 */
export class Telling {
  private readonly seen: Happening[] = [];
  private readonly repeated = new Map<string, { readonly first: Happening; count: number }>();
  private readonly began: number;
  private spoke: number;

  constructor(
    private readonly span: Span,
    private readonly say: (line: string) => void,
    private readonly remark: (line: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.began = this.spoke = now();
  }

  add(happening: Happening): void {
    this.seen.push(happening);
    const known = this.repeated.get(keyOf(happening));
    if (known && happening.kind === "job") {
      known.count += 1;
    } else {
      this.repeated.set(keyOf(happening), { first: happening, count: 1 });
      this.say(lineOf(happening));
      this.spoke = this.now();
    }
  }

  /** To be called now and then: remarks how far time has come when nothing was said for a while. */
  tick(): void {
    if (this.now() - this.spoke < quietMs) return;
    this.spoke = this.now();
    const last = this.seen.at(-1)?.at;
    this.remark(
      `  … ${last === undefined ? "the first" : `${minuteOf(last)}, ${this.seen.length} have run, the next`} is running${this.left(last)}`,
    );
  }

  end(): void {
    for (const { first, count } of this.repeated.values())
      if (count > 1 && first.kind === "job")
        this.say(`${" ".repeat(20)}  and ${count - 1} more of  ${first.app}  ${first.subject}: ${first.result}`);
    this.say(summary(this.seen));
  }

  /** `; about 3 min left`, once there is a pace to tell it by. */
  private left(last: string | undefined): string {
    const share = last === undefined ? 0 : (Date.parse(last) - this.span.from.getTime()) / this.span.ms;
    if (share <= 0) return "";
    const seconds = ((this.now() - this.began) / 1000) * (1 / share - 1);
    return `; about ${seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`} left`;
  }
}

const keyOf = ({ kind, app, subject, result }: Happening): string => JSON.stringify([kind, app, subject, result]);

const minuteOf = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

function lineOf({ at, kind, app, subject, result, detail }: Happening): string {
  return `${minuteOf(at)}  ${kind.padEnd(6)}  ${app}  ${subject}: ${result} (${detail})`;
}

function summary(seen: readonly Happening[]): string {
  if (seen.length === 0) return "Nothing fell due.";
  return `Ran meanwhile: ${count(seen, "backup", "backup")}, ${count(seen, "job", "job run")}.`;
}

function count(seen: readonly Happening[], kind: Happening["kind"], word: string): string {
  const all = seen.filter((each) => each.kind === kind);
  const number = (result: Happening["result"]) => all.filter((each) => each.result === result).length;
  const notes = (["failed", "skipped"] as const).filter((result) => number(result) > 0);
  const bad = notes.length === 0 ? "" : ` (${notes.map((result) => `${number(result)} ${result}`).join(", ")})`;
  return `${all.length} ${word}${all.length === 1 ? "" : "s"}${bad}`;
}

import type { Happening, Journal } from "../../kit/journal";

const kept = 500;

/** Runs of one job that went the same way count as one; `happening` is the newest of them. */
export interface Told {
  readonly happening: Happening;
  readonly times: number;
}

/** What the sandbox did on its own since it was started, the newest first. */
export class Chronicle {
  private readonly happenings: Happening[] = [];

  constructor(journal: Journal) {
    journal.listen((happening) => {
      this.happenings.unshift(happening);
      if (this.happenings.length > kept) this.happenings.pop();
    });
  }

  newest(count: number): readonly Told[] {
    const told = new Map<string, Told>();
    for (const [index, happening] of this.happenings.entries()) {
      const { kind, app, subject, result } = happening;
      const key = kind === "job" ? JSON.stringify([app, subject, result]) : String(index);
      const first = told.get(key);
      told.set(key, { happening: first?.happening ?? happening, times: (first?.times ?? 0) + 1 });
    }
    return [...told.values()].slice(0, count);
  }
}

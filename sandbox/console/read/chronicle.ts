import type { Happening, Journal } from "../../kit/journal";

const kept = 500;

/** What the sandbox did on its own since it was started, the newest first. */
export class Chronicle {
  private readonly happenings: Happening[] = [];

  constructor(journal: Journal) {
    journal.listen((happening) => {
      this.happenings.unshift(happening);
      if (this.happenings.length > kept) this.happenings.pop();
    });
  }

  newest(count = kept): readonly Happening[] {
    return this.happenings.slice(0, count);
  }
}

/** How set-up tells people what happens. `line` is transient detail, `say` stays on the screen. */
export interface Report {
  line(text: string): void;
  say(text: string): void;
}

/** One step of set-up, shown with its elapsed time. `run` returns how it was reached ("already here", "built with Go"). */
export interface Step {
  readonly title: string;
  run(report: Report): Promise<string>;
}

export const silentReport: Report = { line: () => undefined, say: () => undefined };

import { Refusal } from "../errors";

/** Two things that do not fit together: where, and what to do. */
export interface Problem {
  /** The setting, or the file and the place in it. */
  readonly where: string;
  readonly message: string;
}

/** Settings, application and workflows contradict each other; raised before anything is changed, with every problem at once. */
export class Contradictions extends Refusal {
  readonly id = "contradictions";

  constructor(
    stack: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(({ where, message }) => `  ${where}: ${message}`);
    const what = problems.length === 1 ? "one thing does" : `${problems.length} things do`;
    super(
      `Pulumi.${stack}.yaml, the application and its workflows: ${what} not fit together; nothing was changed. Mend and run the command again:\n${lines.join("\n")}`,
    );
  }
}

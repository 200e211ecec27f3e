import { Refusal } from "../errors";

/** A workflow cannot be read, or the checks that it will report cannot be told from it. */
export class UnusableWorkflow extends Refusal {
  readonly id = "unusable_workflow";

  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: this workflow cannot be used, and nothing was changed. ${reason}`);
  }
}

/** The delivered workflow and the declared one share no check: requiring either's would block every pull request. */
export class NoCommonChecks extends Refusal {
  readonly id = "no_common_checks";

  constructor(file: string, delivered: readonly string[], declared: readonly string[]) {
    super(
      `${file}: the workflow on the default branch reports ${delivered.join(", ")}, the declared one ${declared.join(", ")}: they have no check in common. ` +
        `Required now, either's checks would never come for some pull requests, and those could not be merged. ` +
        `Keep one job's name until the new workflow is merged, then rename it.`,
    );
  }
}

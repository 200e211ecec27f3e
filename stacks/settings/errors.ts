import { Refusal } from "../errors";

/** One thing that is wrong with a stack's settings: the key, and what is allowed there. */
export interface SettingsProblem {
  /** As in the stack's YAML: `penny-university:database.backups.hour`. */
  readonly key: string;
  readonly message: string;
}

/** The stack's settings cannot be used; raised before anything is called, with every problem at once. */
export class InvalidSettings extends Refusal {
  readonly id = "invalid_settings";

  constructor(
    stack: string,
    readonly problems: readonly SettingsProblem[],
  ) {
    const lines = problems.map(({ key, message }) => `  ${key}: ${message}`);
    const what = problems.length === 1 ? "one setting is wrong" : `${problems.length} settings are wrong`;
    super(
      `Pulumi.${stack}.yaml: ${what}; nothing was changed. Correct the file and run the command again:\n${lines.join("\n")}`,
    );
  }
}

/** Secret values that the stack names have not been set. */
export class MissingSecrets extends Refusal {
  readonly id = "missing_secrets";

  constructor(
    stack: string,
    readonly names: readonly string[],
  ) {
    const commands = names.map((name) => `  pulumi config set --secret --stack ${stack} ${name}`);
    super(
      `Pulumi.${stack}.yaml lacks the values of ${names.length} secrets. Set each (the value is asked for, not shown):\n${commands.join("\n")}`,
    );
  }
}

/** Heroku's endpoint is the sandbox and GitHub's is not, or the other way round. */
export class MixedTarget extends Refusal {
  readonly id = "mixed_target";

  constructor(heroku: string, github: string) {
    super(
      `Heroku's API is ${heroku} and GitHub's is ${github}: one is on this machine, the other is real, and nothing was called. ` +
        `For the sandbox run \`bin/pulumi\`; for the real services unset HEROKU_API_URL and GITHUB_BASE_URL.`,
    );
  }
}

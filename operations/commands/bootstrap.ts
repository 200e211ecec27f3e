import { type Command } from "commander";
import { ownRepository } from "../infrastructure/reports";
import { Output } from "../output";
import { environments, wanted } from "../plans/bootstrap";
import { table } from "../words";
import { type Invocation } from "./session";

interface BootstrapOptions {
  readonly repository?: string;
  readonly plan?: boolean;
}

export function addBootstrapCommand(program: Command, invocation: Invocation): void {
  program
    .command("bootstrap")
    .description(
      "give this repository's workflows what they need: the environments preview and infrastructure, with the secrets that stand in the environment. " +
        "GITHUB_TOKEN must be of an administrator of the repository. It may be run again at any time",
    )
    .option("--repository <owner/name>", "this repository on GitHub; without it GITHUB_REPOSITORY")
    .option("--plan", "tell which values are there and which are missing, change nothing")
    .action((options: BootstrapOptions) => bootstrap(invocation, options));
}

async function bootstrap({ env, streams }: Invocation, { repository, plan }: BootstrapOptions): Promise<void> {
  const output = new Output(false, streams);
  const own = ownRepository({ ...env, ...(repository ? { GITHUB_REPOSITORY: repository } : {}) });
  try {
    output.line(`Acts on ${repository ?? env["GITHUB_REPOSITORY"]}`);
    const rows = wanted.map((each) => ({ ...each, value: env[each.from] }));
    const states = rows.map(({ value }) => (value ? (plan ? "would be set" : "set") : "not given"));
    if (!plan) {
      const branch = await own.environments.defaultBranch();
      for (const name of environments) await own.environments.put(name, name === "preview" ? undefined : branch);
      for (const { environment, name, kind, value } of rows)
        if (value && kind === "secret") await own.environments.setSecret(environment, name, value);
        else if (value) await own.environments.setVariable(environment, name, value);
    }
    const lines = rows.map(({ environment, name, from, what }, index) => [environment, name, states[index]!, `${from}: ${what}`]); // prettier-ignore
    for (const line of table(lines)) output.line(line);
  } finally {
    await own.close();
  }
}

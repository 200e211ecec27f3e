import type { Command } from "commander";
import { type CliContext, say } from "../context";
import { runningEnvironment } from "../running-environment";

export function addEnvCommand(program: Command, { home, pulumiHome }: CliContext): void {
  program
    .command("env")
    .description('the exports that point clients at the sandbox: eval "$(bin/sandbox env)"')
    .option("--json", "as one JSON object")
    .action(async (options: { json?: boolean }) => {
      const variables = await runningEnvironment(home, pulumiHome);
      if (options.json) say(JSON.stringify(variables, null, 2));
      else for (const [name, value] of Object.entries(variables)) say(`export ${name}=${quote(value)}`);
    });
}

function quote(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

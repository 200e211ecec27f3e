import type { Command } from "commander";
import { environment } from "../../environment";
import { AdminClient } from "../admin-client";
import { type CliContext, say } from "../context";

export function addEnvCommand(program: Command, { home, pulumiHome }: CliContext): void {
  program
    .command("env")
    .description('the exports that point clients at the sandbox: eval "$(bin/sandbox env)"')
    .option("--json", "as one JSON object")
    .action(async (options: { json?: boolean }) => {
      const { record } = await AdminClient.connect(home);
      const variables = environment(home, record.ports, record.credentials, pulumiHome);
      if (options.json) say(JSON.stringify(variables, null, 2));
      else for (const [name, value] of Object.entries(variables)) say(`export ${name}=${quote(value)}`);
    });
}

function quote(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

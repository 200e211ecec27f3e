import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { removeData } from "../../remove-data";
import { type CliContext, say } from "../context";
import { endSandbox } from "../end";
import { NotConfirmed } from "../errors";

export function addResetCommand(program: Command, context: CliContext): void {
  program
    .command("reset")
    .description(
      "end the sandbox and remove all its data: apps, databases, backups, repositories, Pulumi's state, keys",
    )
    .option("--yes", "do not ask")
    .action(async (options: { yes?: boolean }) => {
      if (!options.yes) await confirm(context.home.folder);
      await endSandbox(context.home);
      await removeData(context.home);
      say(`The sandbox's data in ${context.home.folder} are removed.`);
    });
}

async function confirm(folder: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new NotConfirmed("A reset removes all of the sandbox's data: say that you want it: bin/sandbox reset --yes");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Remove all of the sandbox's data in ${folder}? Type yes: `);
  terminal.close();
  if (answer.trim() !== "yes") throw new NotConfirmed("Nothing was removed.");
}

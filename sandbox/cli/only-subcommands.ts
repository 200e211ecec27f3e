import type { Command } from "commander";

/** For a command that also does something by itself: what follows it is one of its subcommands, or the error names them. */
export function onlySubcommands(command: Command, itself: () => Promise<void>): void {
  command.allowExcessArguments().action(async () => {
    const [unknown] = command.args;
    if (unknown === undefined) return itself();
    const known = command.commands.map((one) => one.name()).join(", ");
    command.error(`error: unknown command '${command.name()} ${unknown}'; there are: ${known}`, {
      code: "commander.unknownCommand",
    });
  });
}

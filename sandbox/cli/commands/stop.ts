import type { Command } from "commander";
import { type CliContext, say } from "../context";
import { endSandbox } from "../end";

export function addStopCommand(program: Command, { home }: CliContext): void {
  program
    .command("stop")
    .description("end the sandbox with all that runs in it; the data stay")
    .action(async () => {
      const ended = await endSandbox(home);
      if (!ended) say("The sandbox was not running.");
      else if (ended.killed)
        say(`The sandbox (pid ${ended.pid}) did not end by itself and was killed. The data are kept.`);
      else say("The sandbox has ended. The data are kept: bin/sandbox start goes on with them.");
    });
}

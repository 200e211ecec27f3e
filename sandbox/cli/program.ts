import { Command } from "commander";
import { addClockCommand } from "./commands/clock";
import { addConsoleCommand } from "./commands/console";
import { addEnvCommand } from "./commands/env";
import { addFaultsCommand } from "./commands/faults";
import { addLogsCommand } from "./commands/logs";
import { addResetCommand } from "./commands/reset";
import { addStartCommand } from "./commands/start";
import { addStatusCommand } from "./commands/status";
import { addStopCommand } from "./commands/stop";
import type { CliContext } from "./context";

const examples = `
Examples:
  bin/sandbox start                       start it, or find it running
  eval "$(bin/sandbox env)"               point heroku, git, octokit, terraform at it
  bin/sandbox console                     look at it in a browser
  bin/sandbox clock advance 08:30         let a night pass: backups and jobs run
  bin/sandbox faults add --service heroku --path '^/apps' --act answer --status 503 --times 2
  bin/sandbox stop                        end it; the data stay
  bin/sandbox reset --yes                 end it and remove its data

Exit codes: 0 done; 1 failed, or not running; 2 wrong usage.`;

export function makeProgram(context: CliContext): Command {
  const program = new Command("bin/sandbox")
    .description("Heroku and GitHub on this machine: real databases, builds and processes, no account.")
    .addHelpText("after", examples)
    .showHelpAfterError("(bin/sandbox --help shows the commands)")
    .exitOverride();
  const add = [
    addStartCommand,
    addStopCommand,
    addStatusCommand,
    addResetCommand,
    addEnvCommand,
    addClockCommand,
    addFaultsCommand,
    addLogsCommand,
    addConsoleCommand,
  ];
  for (const each of add) each(program, context);
  return program;
}

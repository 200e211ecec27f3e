import { Command } from "commander";
import { addAuditCommand } from "./commands/audit";
import { addBackupCommand } from "./commands/backup";
import { addBootstrapCommand } from "./commands/bootstrap";
import { addDriftCommand } from "./commands/drift";
import { addPreviewCommand } from "./commands/preview";
import { addRestoreCommand } from "./commands/restore";
import { addRollbackCommand } from "./commands/rollback";
import { type Invocation } from "./commands/session";
import { addStatusCommand } from "./commands/status";
import { addUnlockCommand } from "./commands/unlock";
import { addUpCommand } from "./commands/up";

const examples = `
Where it acts is read off the environment, and is the first line of what it says. For the sandbox:
  eval "$(bin/sandbox env)"

Examples:
  bin/penny status                               is all well? what does not run, and since when?
  bin/penny backup capture                       capture a backup and wait
  bin/penny backup verify latest                 restore it on this machine and compare
  bin/penny rollback --plan                      what happened, and how would we go back?
  bin/penny rollback --pr 42 --revert-pr         back to before pull request 42, and take it off the branch
  bin/penny restore b003 --plan                  what would a restore do, and lose?
  bin/penny up --plan                            what would an up do, and risk?

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 somebody else holds the lock; 4 refused, nothing was changed;
5 not healthy, or a backup that is not sound; 6 the steps of an up are not those that were approved; 130 interrupted.`;

export function makeProgram(invocation: Invocation): Command {
  const program = new Command("bin/penny")
    .description("What Penny University's pipeline needs on a bad day, on the real services and on the sandbox alike.")
    .addHelpText("after", examples)
    .showHelpAfterError("(bin/penny --help shows the commands)");
  program.exitOverride();
  for (const add of [
    addStatusCommand,
    addBackupCommand,
    addRollbackCommand,
    addRestoreCommand,
    addUnlockCommand,
    addAuditCommand,
    addPreviewCommand,
    addUpCommand,
    addDriftCommand,
    addBootstrapCommand,
  ])
    add(program, invocation);
  inheritExit(program);
  return program;
}

/** Subcommands of subcommands do not get it by themselves. */
function inheritExit(command: Command): void {
  for (const each of command.commands) {
    each.exitOverride();
    inheritExit(each);
  }
}

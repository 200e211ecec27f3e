import { type Command } from "commander";
import { audited } from "../safety/audited";
import { confirm } from "../safety/confirmation";
import { NowhereToLock } from "../safety/guarded";
import { Lock } from "../safety/lock";
import { moment } from "../words";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";

interface UnlockOptions extends CommonOptions {
  readonly yes?: boolean;
}

export function addUnlockCommand(program: Command, invocation: Invocation): void {
  withCommonOptions(program.command("unlock"))
    .description("remove the lock of a run that is surely dead")
    .option("-y, --yes", "do not ask; needs --app")
    .action((options: UnlockOptions) =>
      withSession(invocation, options, async (context) => {
        if (!context.github) throw new NowhereToLock();
        const lock = new Lock(context.github, context.now);
        const holder = await lock.holder();
        if (!holder) return context.output.line("Nobody holds the lock.");
        context.output.line(`${holder.owner} holds it since ${moment(new Date(holder.since))}: ${holder.reason}`);
        const asking = { input: process.stdin, output: process.stderr, signal: context.signal };
        await confirm(context.app.name, options, asking);
        await audited(context, `unlock (${holder.reason}, ${holder.owner})`, () => lock.remove());
        context.output.line("The lock is removed.");
        context.output.result({ removed: holder });
      }),
    );
}

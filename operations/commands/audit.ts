import { type Command, InvalidArgumentError } from "commander";
import { table } from "../../engine/table";
import { AuditLog } from "../safety/audit";
import { NowhereToLock } from "../safety/guarded";
import { moment } from "../words";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";

interface AuditOptions extends CommonOptions {
  readonly count: number;
}

export function addAuditCommand(program: Command, invocation: Invocation): void {
  withCommonOptions(program.command("audit"))
    .description("who did what when")
    .option("-n, --count <number>", "how many entries, the newest first", number, 20)
    .action((options: AuditOptions) =>
      withSession(invocation, options, async (context) => {
        if (!context.github) throw new NowhereToLock();
        const entries = await new AuditLog(context.github).read(options.count);
        const rows = entries.map((each) => [
          moment(new Date(each.at)),
          each.app,
          each.what,
          each.result,
          each.operator,
        ]);
        for (const line of table(rows)) context.output.line(line);
        context.output.result({ entries });
      }),
    );
}

function number(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Allowed: 1 to 9999.");
  return Number(text);
}

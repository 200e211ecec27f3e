import { type Command } from "commander";
import { table } from "../../engine/table";
import { type Backup } from "../plans/backups";
import { listBackups } from "../steps/find-backup";
import { duration, moment, size } from "../words";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";

export function addListCommand(parent: Command, invocation: Invocation): void {
  withCommonOptions(parent.command("list"))
    .description("the backups that Heroku keeps, with age and size")
    .action((options: CommonOptions) =>
      withSession(invocation, options, async (context) => {
        const backups = await listBackups(context);
        const now = context.now();
        if (backups.length === 0) context.output.line("There is no backup. `bin/penny backup capture` makes one.");
        else for (const line of table(rows(backups, now))) context.output.line(line);
        const list = backups.map((each) => ({
          ...each,
          takenAt: each.takenAt.toISOString(),
          ageSeconds: age(each, now),
        }));
        context.output.result({ app: context.app.name, backups: list });
      }),
    );
}

const age = ({ takenAt }: Backup, now: Date) => Math.round((now.getTime() - takenAt.getTime()) / 1000);

function rows(backups: readonly Backup[], now: Date): string[][] {
  const cells = (backup: Backup) => [
    backup.name,
    moment(backup.takenAt),
    `${duration(age(backup, now) * 1000)} ago`,
    backup.state === "succeeded" ? size(backup.bytes) : backup.state,
    backup.scheduled ? "scheduled" : "by hand",
  ];
  return [["BACKUP", "TAKEN", "AGE", "SIZE", "MADE"], ...backups.map(cells)];
}

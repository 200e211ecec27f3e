import { type Command } from "commander";
import { table } from "../../engine/table";
import { exitCodes } from "../errors";
import { type TableDifference } from "../plans/contents";
import { audited } from "../safety/audited";
import { findBackup } from "../steps/find-backup";
import { verifyBackup, type Verification } from "../steps/verify-backup";
import { moment, plural } from "../words";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";

interface VerifyOptions extends CommonOptions {
  readonly exact?: boolean;
}

export function addVerifyCommand(parent: Command, invocation: Invocation): void {
  withCommonOptions(parent.command("verify"))
    .description("restore a backup into a temporary database on this machine and compare it with the live one")
    .argument("[backup]", "b003, a004, or latest", "latest")
    .option("--exact", "fail when any row differs from the live database")
    .action((wanted: string, options: VerifyOptions) =>
      withSession(invocation, options, async (context) => {
        const backup = await findBackup(context, wanted);
        const progress = context.output.progress(`verifying ${backup.name}`);
        const verification = await audited(context, `backup verify ${backup.name}`, () =>
          verifyBackup(context, backup, { exact: Boolean(options.exact), progress }),
        ).finally(() => progress.end());
        for (const line of table(rows(verification.differences))) context.output.line(line);
        context.output.line(verdict(backup.name, moment(backup.takenAt), verification));
        context.output.result({ app: backup.app, backup: backup.name, ...verification });
        return verification.sound ? exitCodes.done : exitCodes.unhealthy;
      }),
    );
}

function rows(differences: readonly TableDifference[]): string[][] {
  const words = {
    same: "the same",
    changed: "changed since",
    "only-in-backup": "gone since",
    "only-live": "new since",
  };
  const cells = (each: TableDifference) => [each.table, String(each.inBackup), String(each.live), words[each.kind]];
  return [["TABLE", "ROWS IN IT", "ROWS NOW", ""], ...differences.map(cells)];
}

function verdict(name: string, taken: string, { sound, defects, differences }: Verification): string {
  if (!sound)
    return `${name} of ${taken} is NOT sound: ${defects.join("; ")}. Capture another: bin/penny backup capture`;
  const tables = differences.filter(({ kind }) => kind !== "only-live");
  const same = tables.filter(({ kind }) => kind === "same").length;
  return `${name} of ${taken} is sound: it restores, with ${plural(tables.length, "table")}, of which ${same} are as they are now`;
}

import { type Command } from "commander";
import { captureBackupAndWait } from "../steps/capture-backup-and-wait";
import { findDatabase } from "../steps/find-database";
import { duration, size } from "../words";
import { withCommonOptions } from "./common-options";
import { audited, withSession, type CommonOptions, type Invocation } from "./session";

export function addCaptureCommand(parent: Command, invocation: Invocation): void {
  withCommonOptions(parent.command("capture"))
    .description("capture a backup now and wait until it is finished")
    .action((options: CommonOptions) =>
      withSession(invocation, options, async (context) => {
        const database = await findDatabase(context);
        const began = Date.now();
        const progress = context.output.progress(`capturing ${database.name} (${size(database.bytes)})`);
        const backup = await audited(context, "backup capture", () =>
          captureBackupAndWait(context, database, { progress, noted: {}, note: () => undefined }),
        ).finally(() => progress.end());
        const { name, bytes, takenAt } = backup;
        context.output.line(`${name} is captured: ${size(bytes)}, in ${duration(Date.now() - began)}`);
        context.output.result({ app: context.app.name, backup: { name, bytes, takenAt: takenAt.toISOString() } });
      }),
    );
}

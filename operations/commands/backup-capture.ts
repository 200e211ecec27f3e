import { type Command } from "commander";
import { type Context } from "../context";
import { Interrupted } from "../errors";
import { type Backup, pushedOut } from "../plans/backups";
import { tooLarge } from "../plans/restore";
import { audited } from "../safety/audited";
import { Lock } from "../safety/lock";
import { captureBackupAndWait } from "../steps/capture-backup-and-wait";
import { listBackups } from "../steps/find-backup";
import { findDatabase } from "../steps/find-database";
import { duration, moment, size } from "../words";
import { withCommonOptions } from "./common-options";
import { TooLarge } from "./restore";
import { withSession, type CommonOptions, type Invocation } from "./session";

interface CaptureOptions extends CommonOptions {
  readonly lock: boolean;
}

export function addCaptureCommand(parent: Command, invocation: Invocation): void {
  withCommonOptions(parent.command("capture"))
    .description("capture a backup now and wait until it is finished")
    .option("--no-lock", "also while somebody holds the lock: the database may be half restored then")
    .action((options: CaptureOptions) =>
      withSession(invocation, options, async (context) => {
        if (options.lock && context.github) await new Lock(context.github, context.now).requireFree();
        const began = Date.now();
        const before = await listBackups(context);
        const { name, bytes, takenAt } = await audited(context, "backup capture", () => capture(context, before));
        context.output.line(`${name} is captured: ${size(bytes)}, in ${duration(Date.now() - began)}`);
        for (const gone of pushedOut(before))
          context.output.line(
            `${gone.name} of ${moment(gone.takenAt)} is gone: Heroku keeps the newest ${gone.keeps} made by hand`,
          );
        context.output.result({ app: context.app.name, backup: { name, bytes, takenAt: takenAt.toISOString() } });
      }),
    );
}

/** A capture by hand that is under way is waited for: an interrupted `capture` leaves it to Heroku. @throws TooLarge, TransferFailed, Interrupted */
async function capture(context: Context, before: readonly Backup[]): Promise<Backup> {
  const database = await findDatabase(context);
  const obstacle = tooLarge(database.name, database.bytes);
  if (obstacle) throw new TooLarge(obstacle);
  const running = before.find(({ state, scheduled }) => state === "running" && !scheduled);
  if (running)
    context.output.line(`${running.name} is being captured already, as of ${moment(running.takenAt)}: waiting for it`);
  let name = running?.name;
  const note = (data: Readonly<Record<string, unknown>>) => void (name = String(data["backup"]));
  const progress = context.output.progress(`capturing ${database.name} (${size(database.bytes)})`);
  try {
    return await captureBackupAndWait(context, database, { progress, noted: { transfer: running?.uuid }, note });
  } catch (error) {
    if (!context.signal.aborted || name === undefined) throw error;
    throw new Interrupted(
      `Heroku goes on to capture ${name}. The same command waits for it; \`bin/penny backup list\` shows it`,
    );
  } finally {
    progress.end();
  }
}

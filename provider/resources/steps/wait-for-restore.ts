import { ApiError, type Context, Refused, type Transfer, waitUntil } from "../../engine/definition";
import { restoreName } from "./restores-of";

/** Waits until a restore has ended. @throws Refused `restore_failed` with Heroku's reason. */
export async function waitForRestore(app: string, uuid: string, context: Context): Promise<void> {
  const { data, signal } = context;
  const ended = await waitUntil(
    "the backup is restored",
    async () => {
      const transfer = await data.transfers.get(app, uuid, false, signal).catch(passing);
      return transfer?.finished_at ? transfer : undefined;
    },
    context,
  );
  if (!ended.succeeded) throw await restoreFailed(app, ended, context);
  if (ended.warnings > 0)
    context.log("warning", `restored with ${ended.warnings} warnings: ${infoCommand(ended, app)} tells them`);
}

/** The Data API now and then fails between two good answers: the heroku CLI asks on, too. */
function passing(error: unknown): undefined {
  if (!(error instanceof ApiError) || error.status < 500) throw error;
}

async function restoreFailed(app: string, { uuid }: Transfer, { data, signal }: Context): Promise<Refused> {
  const transfer = await data.transfers.get(app, uuid, true, signal);
  const lines = (transfer.logs ?? []).filter(({ level }) => level === "error").map(({ message }) => message.trim());
  const reason = transfer.canceled_at ? "it was cancelled" : (lines.at(-1) ?? "Heroku tells no reason");
  return new Refused(
    "restore_failed",
    `the restore failed: ${reason}. See ${infoCommand(transfer, app)}; mend the backup's address if that is why, and run \`up\` again: it restores anew`,
  );
}

const infoCommand = (transfer: Transfer, app: string) =>
  `\`heroku pg:backups:info ${restoreName(transfer)} --app ${app}\``;

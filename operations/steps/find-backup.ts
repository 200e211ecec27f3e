import { isNotFound } from "../../clients/transport";
import { type Context } from "../context";
import { Refused } from "../errors";
import { backupName, backupsOf, type Backup } from "../plans/backups";
import { plural } from "../words";

export interface FoundBackup extends Backup {
  /** Where Heroku keeps it; not to be downloaded without a signature. */
  readonly location: string;
  /** The app that it is a backup of. */
  readonly app: string;
}

export class NoSuchBackup extends Refused {
  readonly id = "no_such_backup";
}

/** The app's backups, the newest first. */
export async function listBackups({ app, heroku, signal }: Context): Promise<Backup[]> {
  return backupsOf(await heroku.data.transfers.list(app.id, signal));
}

/**
 * A backup that can be used: `b003`, `latest`, or another app's `penny-qa::b003`.
 * @throws NoSuchBackup
 */
export async function findBackup(context: Context, wanted: string): Promise<FoundBackup> {
  const [first, second] = wanted.split("::");
  const [app, name] = second === undefined ? [context.app.name, first!] : [first!, second];
  const transfers = await transfersOf(context, second === undefined ? context.app.id : app);
  const all = backupsOf(transfers);
  const usable = all.filter(({ state }) => state === "succeeded");
  const found = name === "latest" ? usable[0] : all.find((backup) => backup.name === name);
  if (!found) throw new NoSuchBackup(`${app} has no backup ${name}: it has ${listed(usable)}. Nothing was changed`);
  if (found.state !== "succeeded")
    throw new NoSuchBackup(
      `${app}'s backup ${name} ${found.state === "failed" ? "failed" : "is not finished"}: choose one of ${listed(usable)}. Nothing was changed`,
    );
  const transfer = transfers.find((each) => each.uuid === found.uuid && backupName(each) === found.name);
  return { ...found, app, location: transfer?.to_url ?? "" };
}

async function transfersOf({ heroku, signal }: Context, app: string) {
  try {
    return await heroku.data.transfers.list(app, signal);
  } catch (error) {
    if (isNotFound(error)) throw new NoSuchBackup(`there is no app ${app} that this key can see. Nothing was changed`);
    throw error;
  }
}

function listed(backups: readonly Backup[]): string {
  if (backups.length === 0) return "none; `bin/penny backup capture` makes one";
  const names = backups.slice(0, 8).map(({ name }) => name);
  return `${names.join(", ")}${backups.length > 8 ? ` and ${plural(backups.length - 8, "more", "more")}` : ""}`;
}

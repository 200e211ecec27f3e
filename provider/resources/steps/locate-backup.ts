import { type Context, Refused, undefinedIfGone } from "../../engine/definition";
import { backupSource } from "../rules/backup";

/**
 * The address that Heroku restores from.
 * @throws Refused `no_such_backup` when the app is gone, and its backups with it, or has no such backup
 */
export async function locateBackup(declared: string, { data, signal }: Context): Promise<string> {
  const source = backupSource(declared);
  if (source?.kind !== "backup") return declared;
  const { app, name, number } = source;
  const transfers = await data.transfers.list(app, signal).catch(undefinedIfGone);
  if (!transfers)
    throw new Refused(
      "no_such_backup",
      `there is no app ${app} that this key can see; with an app its backups are gone. Declare the URL of a dump that was downloaded`,
    );
  const kept = transfers.filter(
    ({ to_type, succeeded, deleted_at }) => to_type === "gof3r" && succeeded && !deleted_at,
  );
  const found = kept.find(({ num }) => num === number);
  if (found?.to_url) return found.to_url;
  const numbers = kept.map(({ num }) => String(num).padStart(3, "0")).join(", ") || "none";
  throw new Refused(
    "no_such_backup",
    `${app} has no backup ${name} that succeeded and is kept; it has the numbers ${numbers}. \`heroku pg:backups --app ${app}\` lists them`,
  );
}

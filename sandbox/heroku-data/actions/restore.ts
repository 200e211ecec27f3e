import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { request } from "undici";
import type { PostgresAddon } from "../../heroku-platform/directory";
import type { Database } from "../../runtime/types";
import type { Context } from "../context";
import type { Transfer } from "../entities";
import { badRequest, notFound, notProvisioned } from "../errors";
import { databaseNameOf } from "../names";
import { isAllowed, transferIdOf } from "../signed-url";
import type { Job } from "../transfers";
import { addressOf } from "./capture";

/**
 * Begins to replace all that is in the add-on's database by a backup: one of ours, of any app, by its location or its public URL, or a
 * dump behind an http(s) URL.
 */
export function restore(
  context: Context,
  addon: PostgresAddon,
  backupUrl: string,
  extensions: readonly string[] = [],
): Transfer {
  const { database } = addon;
  if (!database) throw notProvisioned();
  const stored = transferIdOf(context, backupUrl);
  if (stored === undefined) refuseOtherThanHttp(backupUrl);
  else refuseUnusable(context.state.transfers.get(stored));
  const from =
    stored === undefined
      ? ({ fromName: "BACKUP", fromType: "htcat", fromUrl: withoutQuery(backupUrl) } as const)
      : ({ fromName: "BACKUP", fromType: "gof3r", fromUrl: null } as const);
  const to = { toName: databaseNameOf(addon), toType: "pg_restore", toUrl: addressOf(database) } as const;
  const work = (job: Job) =>
    stored === undefined
      ? fromUrl(context, backupUrl, { database, extensions }, job)
      : fromStored(context, { id: stored, url: backupUrl }, { database, extensions }, job);
  return context.transfers.start({ addon, ...from, ...to }, work).transfer;
}

function refuseUnusable(backup: Transfer | undefined): void {
  if (!backup || backup.deletedAt !== null || backup.toType !== "gof3r") throw notFound("Couldn't find that backup.");
  if (!backup.succeeded) throw badRequest("Only a backup that succeeded can be restored");
}

function refuseOtherThanHttp(url: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw badRequest("backup_url must be the URL of a backup");
}

/** A URL of someone else's is often signed in its query. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

interface Target {
  readonly database: Database;
  readonly extensions: readonly string[];
}

/** A location needs no signature, as only the Data API can read it; a public URL needs one that has not expired. */
async function fromStored(
  context: Context,
  { id, url }: { readonly id: string; readonly url: string },
  target: Target,
  job: Job,
): Promise<number> {
  const { search, searchParams } = new URL(url);
  if (search !== "" && !isAllowed(context, id, Object.fromEntries(searchParams)))
    throw new Error(`${withoutQuery(url)} answered 403`);
  return fromFile(context, context.state.dumpFile(id), target, job);
}

async function fromFile({ databases }: Context, file: string, target: Target, job: Job): Promise<number> {
  const { size } = await stat(file);
  job.source(size);
  await databases.restore(target.database, file, job.log, { signal: job.signal, extensions: target.extensions });
  return size;
}

async function fromUrl(context: Context, url: string, target: Target, job: Job): Promise<number> {
  const file = context.state.dumpFile(job.transfer.id);
  try {
    const answer = await request(url, { signal: job.signal });
    if (answer.statusCode !== 200) throw new Error(`${withoutQuery(url)} answered ${answer.statusCode}`);
    await pipeline(answer.body, createWriteStream(file, { mode: 0o600 }), { signal: job.signal });
    return await fromFile(context, file, target, job);
  } finally {
    await rm(file, { force: true });
  }
}

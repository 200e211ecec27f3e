import { chmod, stat } from "node:fs/promises";
import type { PostgresAddon } from "../../heroku-platform/directory";
import type { Database } from "../../runtime/types";
import type { Context } from "../context";
import type { Schedule, Transfer } from "../entities";
import { notProvisioned } from "../errors";
import { databaseNameOf } from "../names";
import { keepingOf } from "../plans";
import { manualSurplus, scheduledSurplus, type Stored } from "../retention";
import type { Job } from "../transfers";

/** Begins a backup of the add-on's database: by hand, or for a schedule. */
export function capture(context: Context, addon: PostgresAddon, schedule?: Schedule) {
  const { database } = addon;
  if (!database) throw notProvisioned();
  const ends = { fromType: "pg_dump", toType: "gof3r", toName: "BACKUP", toUrl: null } as const;
  const { transfer, done } = context.transfers.start(
    { addon, scheduleId: schedule?.id, fromName: databaseNameOf(addon), fromUrl: addressOf(database), ...ends },
    (job) => dump(context, database, job),
  );
  return { transfer, done: done.then((finished) => (evict(context, addon, finished, schedule), finished)) };
}

/** Where the database is, without who may enter. */
export function addressOf({ host, port, name }: Database): string {
  return `postgres://${host}:${port}/${name}`;
}

async function dump({ databases, state }: Context, database: Database, job: Job): Promise<number> {
  const file = state.dumpFile(job.transfer.id);
  job.source((await databases.statistics(database)).bytes);
  await databases.dump(database, file, job.log, job.signal);
  await chmod(file, 0o600);
  return (await stat(file)).size;
}

function evict(context: Context, addon: PostgresAddon, made: Transfer, schedule: Schedule | undefined): void {
  const { state, transfers, clock } = context;
  if (!made.succeeded) return;
  const stored: Stored[] = state.transfers
    .filter((row) => row.addonId === addon.id && row.toType === "gof3r" && row.scheduleId === (schedule?.id ?? null))
    .flatMap(({ id, deletedAt, succeeded, finishedAt }) =>
      succeeded && deletedAt === null && finishedAt !== null ? [{ id, finishedAt }] : [],
    );
  const keeping = keepingOf(addon.plan);
  const surplus = schedule
    ? scheduledSurplus(
        stored,
        { days: keeping.days, weeks: schedule.retainWeeks, months: schedule.retainMonths },
        clock.now(),
        schedule.timezone,
      )
    : manualSurplus(stored, keeping);
  for (const id of surplus) transfers.discard(id);
}

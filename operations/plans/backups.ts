/** What a transfer of Heroku's says about a backup. */
export interface TransferFacts {
  readonly uuid: string;
  readonly num: number;
  readonly to_type: string;
  readonly schedule?: { readonly uuid: string } | null;
  readonly options?: { readonly pgbackups_name?: string } | null;
  readonly succeeded: boolean | null;
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly deleted_at?: string | null;
  readonly source_bytes: number | null;
  readonly processed_bytes: number;
  readonly num_keep?: number | null;
}

export interface Backup {
  /** `b003` by hand, `a004` by the schedule. */
  readonly name: string;
  readonly uuid: string;
  readonly num: number;
  readonly state: "succeeded" | "failed" | "running";
  /** The moment whose data it holds: pg_dump reads as of its beginning. */
  readonly takenAt: Date;
  readonly bytes: number;
  /** The database's size then; zero when not told. */
  readonly databaseBytes: number;
  readonly scheduled: boolean;
  /** How many made by hand Heroku keeps; undefined when it does not tell. */
  readonly keeps?: number;
}

/** Heroku's forms of time: ISO 8601, or `2026-11-23 10:00:00 +0000`. */
export function parseTime(text: string): Date {
  return new Date(text.replace(/^(\S+) (\S+) \+0000$/, "$1T$2Z"));
}

/** As the Heroku CLI names them: https://github.com/heroku/cli, lib/pg/backups */
export function backupName({ num, schedule, options }: TransferFacts): string {
  const digits = String(num).padStart(3, "0");
  return options?.pgbackups_name ? `o${options.pgbackups_name}` : `${schedule ? "a" : "b"}${digits}`;
}

/** The backups among an app's transfers, the newest first. */
export function backupsOf(transfers: readonly TransferFacts[]): Backup[] {
  return transfers
    .filter((transfer) => transfer.to_type === "gof3r" && !transfer.deleted_at)
    .map(backupOf)
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime() || b.num - a.num);
}

export function backupOf(transfer: TransferFacts): Backup {
  const { uuid, num, succeeded, finished_at: finished, created_at: created } = transfer;
  return {
    ...{ name: backupName(transfer), uuid, num },
    state: finished === null ? "running" : succeeded ? "succeeded" : "failed",
    takenAt: parseTime(created),
    bytes: transfer.processed_bytes,
    databaseBytes: transfer.source_bytes ?? 0,
    scheduled: Boolean(transfer.schedule),
    keeps: transfer.num_keep ?? undefined,
  };
}

/** Which backups one more by hand pushes out: Heroku keeps the newest few of these. @param all the newest first */
export function pushedOut(all: readonly Backup[]): Backup[] {
  const byHand = all.filter(({ scheduled, state }) => !scheduled && state === "succeeded");
  const keeps = byHand[0]?.keeps;
  return keeps === undefined ? [] : byHand.slice(Math.max(keeps - 1, 0));
}

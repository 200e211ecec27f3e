/** All times are ISO 8601 by the sandbox's clock; the wire has Heroku's form of them. */

export interface LogLine {
  readonly createdAt: string;
  readonly level: "info" | "error";
  readonly message: string;
}

/** `gof3r`: a stored backup. `htcat`: a dump behind a URL of someone else's. */
export type TransferEnd = "pg_dump" | "gof3r" | "htcat" | "pg_restore";

/** Data that is moved: a backup (pg_dump to gof3r), a restore (gof3r or htcat to pg_restore), a copy (pg_dump to pg_restore). */
export interface Transfer {
  readonly id: string;
  /** Counted for each app. */
  readonly num: number;
  readonly appId: string;
  readonly addonId: string;
  readonly scheduleId: string | null;
  readonly fromName: string;
  readonly fromType: TransferEnd;
  /** Without credentials; null for a stored backup, whose URL depends on where the sandbox listens. */
  readonly fromUrl: string | null;
  readonly toName: string;
  readonly toType: TransferEnd;
  readonly toUrl: string | null;
  readonly sourceBytes: number | null;
  readonly processedBytes: number;
  readonly warnings: number;
  readonly succeeded: boolean | null;
  readonly numKeep: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly canceledAt: string | null;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly logs: readonly LogLine[];
}

export interface Schedule {
  readonly id: string;
  readonly addonId: string;
  readonly appId: string;
  /** The config var of the attachment: `DATABASE_URL`. */
  readonly name: string;
  /** 0 to 23, local to the time zone. */
  readonly hour: number;
  /** Full English names. */
  readonly days: readonly string[];
  /** Of the tz database, or UTC. */
  readonly timezone: string;
  readonly retainWeeks: number;
  readonly retainMonths: number;
  readonly lastRunAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The number that an app's last transfer had; the id is the app's. */
export interface Sequence {
  readonly id: string;
  readonly last: number;
}

/** What public URLs are signed with. */
export interface SigningKey {
  readonly id: "public-url";
  readonly secret: string;
}

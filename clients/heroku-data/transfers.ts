import { type Transport } from "../transport";

export interface TransferLog {
  readonly created_at: string;
  readonly level: string;
  readonly message: string;
}

/** A backup (to gof3r), a restore (to pg_restore) or a copy, as the Heroku CLI reads it. Times are ISO 8601 or `2026-11-23 10:00:00 +0000`. */
export interface Transfer {
  readonly uuid: string;
  /** One sequence for an app's transfers of every kind. */
  readonly num: number;
  readonly from_name: string;
  readonly from_type: string;
  readonly to_type: string;
  /** Where a backup is stored: what a restore takes. */
  readonly to_url: string | null;
  readonly options?: { readonly pgbackups_name?: string } | null;
  readonly source_bytes: number | null;
  readonly processed_bytes: number;
  readonly warnings: number;
  /** How many backups by hand Heroku keeps of the database; the oldest go. */
  readonly num_keep?: number | null;
  /** Null until it has ended. */
  readonly succeeded: boolean | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly canceled_at: string | null;
  readonly deleted_at?: string | null;
  readonly schedule?: { readonly uuid: string } | null;
  /** Only when asked for verbosely. */
  readonly logs?: readonly TransferLog[];
}

/** Whoever has the URL can read the backup, for an hour. */
export interface PublicUrl {
  readonly url: string;
  readonly expires_at: string;
}

/** An app's backups, restores and copies. */
export class Transfers {
  constructor(private readonly transport: Transport) {}

  /** Begins a backup of the database, an add-on's id or name. */
  async capture(database: string, signal?: AbortSignal): Promise<Transfer> {
    return (await this.transport.send<Transfer>("POST", `${ofDatabase(database)}/backups`, { signal })).body;
  }

  /** Begins to replace the database's content by what is stored at `backupUrl`, which is kept out of errors. */
  async restore(database: string, backupUrl: string, signal?: AbortSignal): Promise<Transfer> {
    const request = { body: { backup_url: backupUrl }, secretBody: true, signal };
    return (await this.transport.send<Transfer>("POST", `${ofDatabase(database)}/restores`, request)).body;
  }

  async list(app: string, signal?: AbortSignal): Promise<Transfer[]> {
    return this.transport.list<Transfer>(ofApp(app), { signal });
  }

  /** By UUID or number, with its log when `verbose`. */
  async get(app: string, transfer: string | number, verbose = false, signal?: AbortSignal): Promise<Transfer> {
    const path = `${ofApp(app)}/${encodeURIComponent(transfer)}${verbose ? "?verbose=true" : ""}`;
    return (await this.transport.send<Transfer>("GET", path, { signal })).body;
  }

  async publicUrl(app: string, number: number, signal?: AbortSignal): Promise<PublicUrl> {
    const path = `${ofApp(app)}/${number}/actions/public-url`;
    return (await this.transport.send<PublicUrl>("POST", path, { repeatable: true, signal })).body;
  }
}

const ofApp = (app: string) => `/client/v11/apps/${encodeURIComponent(app)}/transfers`;
const ofDatabase = (database: string) => `/client/v11/databases/${encodeURIComponent(database)}`;

import { type Transport } from "../transport";

/** A daily backup. The Data API is documented nowhere: this is what the Heroku CLI reads and writes. */
export interface BackupSchedule {
  readonly uuid: string;
  readonly name: string;
  /** 0 to 23, in `timezone`. */
  readonly hour: number | string;
  readonly days: readonly string[];
  readonly timezone: string;
  readonly retain_weeks: number;
  readonly retain_months: number;
}

export interface NewBackupSchedule {
  readonly hour: number;
  readonly timezone: string;
  readonly name: string;
}

/** A database is given by its add-on's id or name. */
export class Schedules {
  constructor(private readonly transport: Transport) {}

  async list(database: string, signal?: AbortSignal): Promise<BackupSchedule[]> {
    return this.transport.list<BackupSchedule>(path(database), { signal });
  }

  /** Makes the schedule of that name, or changes the one that is there: sending it twice makes one. */
  async put(
    database: string,
    { hour, timezone, name }: NewBackupSchedule,
    signal?: AbortSignal,
  ): Promise<BackupSchedule> {
    // The hour is a string in the CLI's requests.
    const body = { hour: String(hour).padStart(2, "0"), timezone, schedule_name: name };
    return (await this.transport.send<BackupSchedule>("POST", path(database), { body, repeatable: true, signal })).body;
  }

  async delete(database: string, uuid: string, signal?: AbortSignal): Promise<void> {
    await this.transport.send("DELETE", `${path(database)}/${encodeURIComponent(uuid)}`, { signal });
  }
}

const path = (database: string) => `/client/v11/databases/${encodeURIComponent(database)}/transfer-schedules`;

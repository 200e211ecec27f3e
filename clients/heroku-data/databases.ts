import { type Transport } from "../transport";

/** A Heroku Postgres database as the Heroku CLI reads it: what is used of it. */
export interface Database {
  readonly addon_id: string;
  readonly name: string;
  readonly num_bytes: number;
  readonly num_tables: number;
  readonly postgres_version?: string;
}

/** A database is given by its add-on's id or name. */
export class Databases {
  constructor(private readonly transport: Transport) {}

  async get(database: string, signal?: AbortSignal): Promise<Database> {
    const path = `/client/v11/databases/${encodeURIComponent(database)}`;
    return (await this.transport.send<Database>("GET", path, { signal })).body;
  }
}

import { Transport, type TransportOptions } from "../transport";
import { Databases } from "./databases";
import { Schedules } from "./schedules";
import { Transfers } from "./transfers";

export type { BackupSchedule } from "./schedules";
export type { Transfer } from "./transfers";

/** Heroku's Data API, as the Heroku CLI uses it. */
export class DataClient {
  readonly databases: Databases;
  readonly schedules: Schedules;
  readonly transfers: Transfers;
  readonly #transport: Transport;

  constructor(options: Omit<TransportOptions, "service" | "mediaType">) {
    const transport = new Transport({ ...options, service: "Heroku Data API", mediaType: "application/json" });
    this.databases = new Databases(transport);
    this.schedules = new Schedules(transport);
    this.transfers = new Transfers(transport);
    this.#transport = transport;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}

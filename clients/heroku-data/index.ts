import { Transport, type TransportOptions } from "../transport";
import { Schedules } from "./schedules";

export type { BackupSchedule, NewBackupSchedule } from "./schedules";

/** Heroku's Data API, as the Heroku CLI uses it. */
export class DataClient {
  readonly schedules: Schedules;
  readonly #transport: Transport;

  constructor(options: Omit<TransportOptions, "service" | "mediaType">) {
    const transport = new Transport({ ...options, service: "Heroku Data API", mediaType: "application/json" });
    this.schedules = new Schedules(transport);
    this.#transport = transport;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}

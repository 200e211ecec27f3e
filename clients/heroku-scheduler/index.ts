import { Transport, type TransportOptions } from "../transport";
import { Jobs } from "./jobs";

export type { Job } from "./jobs";

/** Heroku Scheduler's API, as Heroku's dashboard uses it. */
export class SchedulerClient {
  readonly jobs: Jobs;
  readonly #transport: Transport;

  constructor(options: Omit<TransportOptions, "service" | "mediaType">) {
    const transport = new Transport({
      ...options,
      service: "Heroku Scheduler API",
      mediaType: "application/vnd.api+json",
    });
    this.jobs = new Jobs(transport);
    this.#transport = transport;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}

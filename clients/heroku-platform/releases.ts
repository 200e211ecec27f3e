import { type Transport } from "../transport";
import { appPath, type Named } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#release: what is used of it. */
export interface Release {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  readonly status: "pending" | "succeeded" | "failed" | "expired";
  readonly current: boolean;
  readonly app: Named;
  /** Of the release phase; signed. */
  readonly output_stream_url?: string | null;
}

export class Releases {
  constructor(private readonly transport: Transport) {}

  /** By id or by version. */
  async get(app: string, release: string | number, signal?: AbortSignal): Promise<Release> {
    const path = `${appPath(app)}/releases/${encodeURIComponent(release)}`;
    return (await this.transport.send<Release>("GET", path, { signal })).body;
  }
}

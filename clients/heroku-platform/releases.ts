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

  /** The newest release, whether it runs or not. */
  async latest(app: string, signal?: AbortSignal): Promise<Release | undefined> {
    const headers = { range: "version ..; max=1, order=desc" };
    const { body } = await this.transport.send<Release[]>("GET", `${appPath(app)}/releases`, { headers, signal });
    return body[0];
  }
}

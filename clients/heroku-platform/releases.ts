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
  readonly created_at: string;
  readonly slug?: { readonly id: string } | null;
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

  /** The newest ones first. */
  async newest(app: string, count: number, signal?: AbortSignal): Promise<Release[]> {
    const headers = { range: `version ..; max=${count}, order=desc` };
    return (await this.transport.send<Release[]>("GET", `${appPath(app)}/releases`, { headers, signal })).body;
  }

  /** The newest release, whether it runs or not. */
  async latest(app: string, signal?: AbortSignal): Promise<Release | undefined> {
    return (await this.newest(app, 1, signal))[0];
  }
}

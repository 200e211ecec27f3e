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
  /** Whether its code is kept and came into force. */
  readonly eligible_for_rollback?: boolean;
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

  /** Releases a slug that is there, with the config vars of now. */
  async create(app: string, body: { slug: string; description?: string }, signal?: AbortSignal): Promise<Release> {
    return (await this.transport.send<Release>("POST", `${appPath(app)}/releases`, { body, signal })).body;
  }

  /** The newest release, whether it runs or not. */
  async latest(app: string, signal?: AbortSignal): Promise<Release | undefined> {
    return (await this.newest(app, 1, signal))[0];
  }
}

import { type Transport } from "../transport";
import { appPath } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#slug: what is used of it. */
export interface Slug {
  readonly id: string;
  /** Of the code that was built, when whoever built it said so. */
  readonly commit: string | null;
  readonly created_at: string;
}

export class Slugs {
  constructor(private readonly transport: Transport) {}

  async get(app: string, slug: string, signal?: AbortSignal): Promise<Slug> {
    const path = `${appPath(app)}/slugs/${encodeURIComponent(slug)}`;
    return (await this.transport.send<Slug>("GET", path, { signal })).body;
  }
}

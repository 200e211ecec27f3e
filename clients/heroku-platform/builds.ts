import { type Transport } from "../transport";
import { appPath } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#build: what is used of it. */
export interface Build {
  readonly id: string;
  readonly app: { readonly id: string };
  readonly status: "pending" | "succeeded" | "failed";
  /** Signed: whoever has it can read the build's output. */
  readonly output_stream_url: string;
  readonly source_blob: { readonly url: string; readonly checksum?: string | null; readonly version?: string | null };
  readonly buildpacks?: readonly { readonly name?: string; readonly url?: string }[] | null;
  readonly release?: { readonly id: string } | null;
  readonly slug?: { readonly id: string } | null;
  readonly stack: string;
}

export interface NewBuild {
  readonly source_blob: { readonly url: string; readonly checksum?: string; readonly version?: string };
  readonly buildpacks?: readonly ({ readonly name: string } | { readonly url: string })[];
}

/** Where an archive is put, and where Heroku then gets it. Both are signed. */
export interface SourceBlob {
  readonly put_url: string;
  readonly get_url: string;
}

export class Builds {
  constructor(private readonly transport: Transport) {}

  async get(app: string, build: string, signal?: AbortSignal): Promise<Build> {
    return (await this.transport.send<Build>("GET", `${path(app)}/${encodeURIComponent(build)}`, { signal })).body;
  }

  /** The newest builds, newest first. */
  async latest(app: string, signal?: AbortSignal): Promise<Build[]> {
    const headers = { range: "started_at ..; max=20, order=desc" };
    return (await this.transport.send<Build[]>("GET", path(app), { headers, signal })).body;
  }

  async create(app: string, body: NewBuild, signal?: AbortSignal): Promise<Build> {
    return (await this.transport.send<Build>("POST", path(app), { body, signal })).body;
  }

  async createSource(signal?: AbortSignal): Promise<SourceBlob> {
    // Nothing but a place is made, so that asking twice does no harm.
    const { body } = await this.transport.send<{ source_blob: SourceBlob }>("POST", "/sources", {
      repeatable: true,
      signal,
    });
    return body.source_blob;
  }
}

const path = (app: string) => `${appPath(app)}/builds`;

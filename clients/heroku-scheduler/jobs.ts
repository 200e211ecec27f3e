import { type Transport } from "../transport";

/** JSON:API, as Heroku's dashboard sends it; documented nowhere. */
interface Resource {
  readonly id: string | number;
  readonly attributes: {
    readonly command: string;
    readonly "dyno-size"?: string | null;
    /** Minutes: 10, 60 or 1440. */
    readonly every: number;
    /** Minutes after the full hour, or after 00:00 UTC. */
    readonly at: number;
    readonly "ran-at"?: string | null;
    readonly "created-at"?: string | null;
  };
}

export interface Job {
  readonly id: string;
  readonly command: string;
  readonly dynoSize?: string;
  readonly every: number;
  readonly at: number;
  /** ISO 8601. */
  readonly ranAt?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
}

export type NewJob = Omit<Job, "id" | "ranAt" | "createdAt">;

/** An app is given by its id: names are not understood. */
export class Jobs {
  constructor(private readonly transport: Transport) {}

  async list(appId: string, signal?: AbortSignal): Promise<Job[]> {
    const { body } = await this.transport.send<{ data: Resource[] }>("GET", path(appId), { signal });
    return body.data.map(job);
  }

  async create(appId: string, attributes: NewJob, signal?: AbortSignal): Promise<Job> {
    const body = { data: resource(attributes) };
    return job((await this.transport.send<{ data: Resource }>("POST", path(appId), { body, signal })).body.data);
  }

  async update(appId: string, id: string, attributes: NewJob, signal?: AbortSignal): Promise<void> {
    const body = { data: { ...resource(attributes), id } };
    await this.transport.send("PATCH", `${path(appId)}/${encodeURIComponent(id)}`, { body, signal });
  }

  async delete(appId: string, id: string, signal?: AbortSignal): Promise<void> {
    await this.transport.send("DELETE", `${path(appId)}/${encodeURIComponent(id)}`, { signal });
  }
}

const path = (appId: string) => `/apps/${encodeURIComponent(appId)}/jobs`;

function resource({ command, dynoSize, every, at }: NewJob) {
  return {
    type: "jobs",
    attributes: { command, every, at, ...(dynoSize === undefined ? {} : { "dyno-size": dynoSize }) },
  };
}

function job({ id, attributes }: Resource): Job {
  const { command, every, at } = attributes;
  return {
    ...{ id: String(id), command, every, at },
    dynoSize: attributes["dyno-size"] ?? undefined,
    ranAt: attributes["ran-at"] ?? undefined,
    createdAt: attributes["created-at"] ?? undefined,
  };
}

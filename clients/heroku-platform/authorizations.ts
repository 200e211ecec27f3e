import { type Transport } from "../transport";

/** https://devcenter.heroku.com/articles/platform-api-reference#oauth-authorization: what is used of it. */
export interface Authorization {
  readonly id: string;
  readonly description: string;
  readonly scope: readonly string[];
  readonly created_at: string;
  readonly access_token: { readonly id: string; readonly token: string; readonly expires_in: number | null } | null;
  readonly user: { readonly id: string; readonly email: string };
}

export interface NewAuthorization {
  readonly scope: readonly string[];
  readonly description?: string;
  /** Seconds. */
  readonly expires_in?: number;
}

export class Authorizations {
  constructor(private readonly transport: Transport) {}

  async get(id: string, signal?: AbortSignal): Promise<Authorization> {
    return (await this.transport.send<Authorization>("GET", path(id), { signal })).body;
  }

  async list(signal?: AbortSignal): Promise<Authorization[]> {
    return this.transport.list<Authorization>("/oauth/authorizations", { signal });
  }

  async create(body: NewAuthorization, signal?: AbortSignal): Promise<Authorization> {
    return (await this.transport.send<Authorization>("POST", "/oauth/authorizations", { body, signal })).body;
  }

  async update(id: string, body: { description: string }, signal?: AbortSignal): Promise<Authorization> {
    return (await this.transport.send<Authorization>("PATCH", path(id), { body, signal })).body;
  }

  /** Gives it a new token; the old one ends. */
  async regenerate(id: string, signal?: AbortSignal): Promise<Authorization> {
    const request = `${path(id)}/actions/regenerate-tokens`;
    return (await this.transport.send<Authorization>("POST", request, { repeatable: true, signal })).body;
  }

  async delete(id: string, signal?: AbortSignal): Promise<void> {
    await this.transport.send("DELETE", path(id), { signal });
  }
}

const path = (id: string) => `/oauth/authorizations/${encodeURIComponent(id)}`;

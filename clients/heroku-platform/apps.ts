import { type Transport } from "../transport";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** https://devcenter.heroku.com/articles/platform-api-reference#app: what is used of it. */
export interface App extends Named {
  readonly acm: boolean;
  readonly build_stack: Named;
  readonly created_at: string;
  readonly git_url: string;
  readonly maintenance: boolean;
  readonly owner: { readonly id: string; readonly email: string };
  readonly region: Named;
  readonly stack: Named;
  readonly team?: Named | null;
  readonly web_url: string | null;
}

export interface NewApp {
  readonly name: string;
  readonly region?: string;
  readonly stack?: string;
}

export interface AppChange {
  readonly name?: string;
  readonly maintenance?: boolean;
  readonly build_stack?: string;
}

/** An app is given by its id or its name. */
export class Apps {
  constructor(private readonly transport: Transport) {}

  async get(app: string, signal?: AbortSignal): Promise<App> {
    return (await this.transport.send<App>("GET", appPath(app), { signal })).body;
  }

  async create(body: NewApp, signal?: AbortSignal): Promise<App> {
    return (await this.transport.send<App>("POST", "/apps", { body, signal })).body;
  }

  /** An app that a team owns. */
  async createForTeam(team: string, app: NewApp, signal?: AbortSignal): Promise<App> {
    return (await this.transport.send<App>("POST", "/teams/apps", { body: { ...app, team }, signal })).body;
  }

  async update(app: string, body: AppChange, signal?: AbortSignal): Promise<App> {
    return (await this.transport.send<App>("PATCH", appPath(app), { body, signal })).body;
  }

  async delete(app: string, signal?: AbortSignal): Promise<void> {
    await this.transport.send("DELETE", appPath(app), { signal });
  }

  /** Turns Automated Certificate Management on or off. */
  async setAcm(app: string, on: boolean, signal?: AbortSignal): Promise<void> {
    const path = `${appPath(app)}/acm`;
    await (on
      ? this.transport.send("POST", path, { body: {}, repeatable: true, signal })
      : this.transport.send("DELETE", path, { signal }));
  }
}

export function appPath(app: string): string {
  return `/apps/${encodeURIComponent(app)}`;
}

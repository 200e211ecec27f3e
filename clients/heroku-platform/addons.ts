import { type Transport } from "../transport";
import { appPath, type Named } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#add-on: what is used of it. */
export interface Addon extends Named {
  readonly addon_service: Named;
  readonly app: Named;
  readonly config_vars: readonly string[];
  readonly plan: Named;
  readonly provider_id: string | null;
  readonly state: "provisioning" | "provisioned" | "deprovisioning" | "deprovisioned";
  readonly web_url: string | null;
}

export interface NewAddon {
  readonly plan: string;
  readonly name?: string;
  readonly config?: Readonly<Record<string, string>>;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly addon: { readonly id: string; readonly name: string; readonly app: Named };
  readonly app: Named;
}

/** An add-on is given by its id or its name. */
export class Addons {
  constructor(private readonly transport: Transport) {}

  async get(addon: string, signal?: AbortSignal): Promise<Addon> {
    return (await this.transport.send<Addon>("GET", addonPath(addon), { signal })).body;
  }

  /** Within an app, the service's name will do as well. */
  async getOfApp(app: string, addon: string, signal?: AbortSignal): Promise<Addon> {
    return (await this.transport.send<Addon>("GET", ofApp(app, addon), { signal })).body;
  }

  async listOfApp(app: string, signal?: AbortSignal): Promise<Addon[]> {
    return this.transport.list<Addon>(`${appPath(app)}/addons`, { signal });
  }

  /** The values of `config` are kept out of errors. */
  async create(app: string, body: NewAddon, signal?: AbortSignal): Promise<Addon> {
    const path = `${appPath(app)}/addons`;
    return (await this.transport.send<Addon>("POST", path, { body, signal })).body;
  }

  async update(
    app: string,
    addon: string,
    body: { plan?: string; name?: string },
    signal?: AbortSignal,
  ): Promise<Addon> {
    return (await this.transport.send<Addon>("PATCH", ofApp(app, addon), { body, signal })).body;
  }

  async delete(app: string, addon: string, signal?: AbortSignal): Promise<void> {
    await this.transport.send("DELETE", ofApp(app, addon), { signal });
  }

  /** Lets another app use the add-on: its config vars appear there, under `name`. */
  async attach(body: { addon: string; app: string; name: string }, signal?: AbortSignal): Promise<Attachment> {
    return (await this.transport.send<Attachment>("POST", "/addon-attachments", { body, signal })).body;
  }

  /** What is attached to an app, its own add-ons and those of others. */
  async attachmentsOfApp(app: string, signal?: AbortSignal): Promise<Attachment[]> {
    return this.transport.list<Attachment>(`${appPath(app)}/addon-attachments`, { signal });
  }

  /** Every app that the add-on is attached to, its own among them. */
  async attachments(addon: string, signal?: AbortSignal): Promise<Attachment[]> {
    return this.transport.list<Attachment>(`${addonPath(addon)}/addon-attachments`, { signal });
  }
}

const addonPath = (addon: string) => `/addons/${encodeURIComponent(addon)}`;
const ofApp = (app: string, addon: string) => `${appPath(app)}/addons/${encodeURIComponent(addon)}`;

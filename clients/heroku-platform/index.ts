import { Transport, type TransportOptions } from "../transport";
import { Accounts } from "./account";
import { Addons } from "./addons";
import { Apps } from "./apps";
import { Authorizations } from "./authorizations";
import { Buildpacks } from "./buildpacks";
import { Builds } from "./builds";
import { ConfigVars } from "./config-vars";
import { Dynos } from "./dynos";
import { Formations } from "./formations";
import { Releases } from "./releases";
import { Slugs } from "./slugs";

export type { Addon } from "./addons";
export type { App, NewApp } from "./apps";
export type { Authorization } from "./authorizations";
export type { Build } from "./builds";
export type { Release } from "./releases";

/** What a client needs; the rest of a transport's options has defaults. */
export type ClientOptions = Omit<TransportOptions, "service" | "mediaType">;

/** Heroku's Platform API, version 3: https://devcenter.heroku.com/articles/platform-api-reference */
export class PlatformClient {
  readonly accounts: Accounts;
  readonly addons: Addons;
  readonly apps: Apps;
  readonly authorizations: Authorizations;
  readonly buildpacks: Buildpacks;
  readonly builds: Builds;
  readonly configVars: ConfigVars;
  readonly dynos: Dynos;
  readonly formations: Formations;
  readonly releases: Releases;
  readonly slugs: Slugs;
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    const mediaType = "application/vnd.heroku+json; version=3";
    const transport = new Transport({ ...options, service: "Heroku Platform API", mediaType });
    this.accounts = new Accounts(transport);
    this.addons = new Addons(transport);
    this.apps = new Apps(transport);
    this.authorizations = new Authorizations(transport);
    this.buildpacks = new Buildpacks(transport);
    this.builds = new Builds(transport);
    this.configVars = new ConfigVars(transport);
    this.dynos = new Dynos(transport);
    this.formations = new Formations(transport);
    this.releases = new Releases(transport);
    this.slugs = new Slugs(transport);
    this.#transport = transport;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }
}

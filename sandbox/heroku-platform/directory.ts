import type { FastifyRequest } from "fastify";
import type { Database } from "../runtime/types";

/** Who sent a request. */
export interface Caller {
  readonly userId: string;
  readonly email: string;
  /** OAuth scopes: `global`, `identity`, `read`, `write`, `read-protected`, `write-protected`. */
  readonly scope: readonly string[];
}

/** An app, as the other services of Heroku need to know it. */
export interface AppSummary {
  readonly id: string;
  readonly name: string;
}

/** A heroku-postgresql add-on, provisioned or not. */
export interface PostgresAddon {
  /** The add-on's UUID: the id of the database at the Data API. */
  readonly id: string;
  /** The add-on's name: `postgresql-curved-12345`. */
  readonly name: string;
  /** The full name: `heroku-postgresql:essential-0`. */
  readonly plan: string;
  readonly connectionLimit: number;
  /** The name of the add-on that this one is a fork of. */
  readonly forkedFrom: string | undefined;
  /** The app that owns (is billed for) the add-on. */
  readonly app: AppSummary;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Undefined while the add-on is provisioning. */
  readonly database: Database | undefined;
  /** Names of the attachments on the owning app, such as `DATABASE`; the config var is `<name>_URL`. */
  readonly attachments: readonly string[];
}

export interface OneOffOptions {
  readonly app: string;
  readonly command: string;
  /** The dyno's name is `<type>.<number>`: `run`, `scheduler`, `release`. */
  readonly type: string;
  /** In any case: `Standard-1X`; the app's default when absent. */
  readonly size?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeToLiveSeconds?: number;
}

export interface OneOffDyno {
  readonly id: string;
  /** `scheduler.4821` */
  readonly name: string;
  /** The exit code; what the dyno wrote is in the app's log. */
  readonly finished: Promise<number>;
}

/** What heroku-data and heroku-scheduler ask of the Platform API's simulator. */
export interface PlatformDirectory {
  /** The request's caller by its Bearer or Basic credentials; throws the 401 that Heroku answers. */
  authenticate(request: FastifyRequest): Caller;
  /** By UUID or name. */
  findApp(idOrName: string): AppSummary | undefined;
  apps(): readonly AppSummary[];
  /** By UUID or name. */
  findPostgres(idOrName: string): PostgresAddon | undefined;
  postgresOf(appId: string): readonly PostgresAddon[];
  /** The UUID of the app's provisioned add-on of this service, such as `scheduler`. */
  addonId(appId: string, service: string): string | undefined;
  /** Runs a dyno with the slug of the app's current release; undefined when the app has no release with a slug. */
  runOneOff(options: OneOffOptions): Promise<OneOffDyno | undefined>;
  /** A line in the app's log: `app[scheduler.4821]: …` by source `app`, `heroku[scheduler]: …` by source `heroku`. */
  log(appId: string, source: "app" | "heroku", dyno: string, line: string): void;
  /** Called before an add-on's database is dropped (add-on or app deleted, plan change that moves it). */
  onAddonRemoved(listener: (addon: PostgresAddon) => Promise<void> | void): void;
  /** Called after the app is gone. */
  onAppRemoved(listener: (app: AppSummary) => Promise<void> | void): void;
}

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Client, type ClientConfig } from "pg";
import { portIsFree } from "../machine/ports";
import { type Database, type DatabaseServer, type DatabaseStatistics, type RestoreOptions } from "../types";
import { type ClusterFiles, type ClusterState, clusterAccount, clusterFiles, prepareCluster } from "./cluster";
import { Daemon } from "./daemon";
import {
  addExtensions,
  closeTemplates,
  create,
  drop,
  empty,
  endSessions,
  newDatabase,
  readStatistics,
  withClient,
} from "./databases";
import { DatabasePortTaken } from "./errors";
import { waitForFormerServer } from "./former-server";
import { findPostgresPrograms, type PostgresPrograms } from "./programs";
import { dump, restore } from "./transfer";

export interface PostgresServerOptions {
  /** SANDBOX_HOME. */
  readonly home: string;
  /** Where the databases lie, when that is not below SANDBOX_HOME, and the like. */
  readonly log?: (line: string) => void;
}

/** A real PostgreSQL cluster of the sandbox's own, which ends when this process does. */
export class PostgresServer implements DatabaseServer {
  private readonly files: ClusterFiles;
  private programs: PostgresPrograms | undefined;
  private state: ClusterState | undefined;
  private daemon: Daemon | undefined;
  /** By name: for a moment they are not there. */
  private readonly emptying = new Map<string, Promise<void>>();

  constructor(private readonly options: PostgresServerOptions) {
    this.files = clusterFiles(options.home, clusterAccount());
  }

  /** Where the cluster's files lie: SANDBOX_HOME/postgres, or outside where its user cannot reach that. */
  get folder(): string {
    return this.files.folder;
  }

  /** @throws PostgresNotFound, ClusterNotMade, ClusterVersionDiffers, ClusterInUse, DatabasePortTaken, ClusterNotStarted */
  async start(): Promise<void> {
    if (this.daemon?.running) return;
    this.programs = findPostgresPrograms(this.files.account);
    if (!this.folder.startsWith(resolve(this.options.home)))
      this.options.log?.(
        `databases lie in ${this.folder}: their user ${this.files.account.name} cannot reach ${this.options.home}`,
      );
    if (existsSync(this.files.data)) await waitForFormerServer(this.files.data);
    this.state = await prepareCluster(this.files, this.programs);
    if (!(await portIsFree(this.state.port))) throw new DatabasePortTaken(this.state.port, this.files.state);
    this.daemon = Daemon.spawn(this.files, this.programs, this.state.port);
    await this.daemon.ready(() => this.answers());
  }

  async stop(): Promise<void> {
    await this.daemon?.stop();
    this.daemon = undefined;
  }

  async createDatabase({ connectionLimit }: { readonly connectionLimit: number }): Promise<Database> {
    const database = newDatabase(this.admin().port as number);
    await this.asAdmin((client) => create(client, database, connectionLimit));
    return database;
  }

  async dropDatabase(database: Database): Promise<void> {
    await this.asAdmin((client) => drop(client, database));
  }

  async statistics(database: Database): Promise<DatabaseStatistics> {
    await this.emptying.get(database.name);
    return withClient({ ...this.admin(), database: database.name }, readStatistics);
  }

  /** @throws TransferFailed; the signal's reason when it is aborted */
  dump(database: Database, file: string, log: (line: string) => void, signal?: AbortSignal): Promise<void> {
    return dump(this.found().pgDump, database, file, { log, signal });
  }

  /** @throws TransferFailed, after which the database holds what came before the failure; the signal's reason when it is aborted */
  async restore(
    database: Database,
    file: string,
    log: (line: string) => void,
    { signal, extensions = [] }: RestoreOptions = {},
  ): Promise<void> {
    await this.reset(database, extensions);
    await restore(this.found().pgRestore, database, file, { log, signal });
  }

  /** @throws ExtensionNotMade */
  async reset(database: Database, extensions: readonly string[]): Promise<void> {
    const emptied = this.asAdmin((client) => empty(client, database));
    this.emptying.set(database.name, emptied);
    await emptied.finally(() => this.emptying.delete(database.name));
    if (extensions.length > 0) await withClient(this.asOwner(database), (client) => addExtensions(client, extensions));
  }

  async endSessions(database: Database): Promise<void> {
    await this.asAdmin((client) => endSessions(client, database));
  }

  async resetStatistics(database: Database): Promise<void> {
    await withClient({ ...this.admin(), database: database.name }, (client) => client.query("SELECT pg_stat_reset()"));
  }

  private asAdmin<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return withClient(this.admin(), work);
  }

  private asOwner({ name, user, password }: Database): ClientConfig {
    return { ...this.admin(), database: name, user, password };
  }

  private async answers(): Promise<boolean> {
    try {
      await this.asAdmin(closeTemplates);
      return true;
    } catch {
      return false;
    }
  }

  private found(): PostgresPrograms {
    if (this.programs === undefined) throw new Error("the database server was not started");
    return this.programs;
  }

  private admin(): ClientConfig {
    if (this.state === undefined) throw new Error("the database server was not started");
    return {
      host: "127.0.0.1",
      port: this.state.port,
      user: "postgres",
      database: "postgres",
      password: this.state.superuserPassword,
      ssl: { ca: readFileSync(this.files.certificate, "utf8"), checkServerIdentity: () => undefined },
    };
  }
}

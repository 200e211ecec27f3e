import type { Duplex } from "node:stream";

/**
 * What the simulators ask of the machine: real databases, real builds, real processes.
 * Paths are absolute. Every `url` of a database is a complete postgres:// URL with its password.
 */

/** A PostgreSQL database with a role of its own. */
export interface Database {
  readonly name: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

export interface DatabaseStatistics {
  readonly bytes: number;
  readonly tables: number;
  readonly connections: number;
  /** As the server says it: `15.18`. */
  readonly version: string;
}

export interface RestoreOptions {
  readonly signal?: AbortSignal;
  /** Made in the schema `public` before the dump is read. */
  readonly extensions?: readonly string[];
}

/** One cluster on this machine that serves all database add-ons, TLS only over TCP, as Heroku requires. */
export interface DatabaseServer {
  start(): Promise<void>;
  stop(): Promise<void>;
  createDatabase(options: { readonly connectionLimit: number }): Promise<Database>;
  dropDatabase(database: Database): Promise<void>;
  statistics(database: Database): Promise<DatabaseStatistics>;
  /** `pg_dump --format custom --no-owner --no-privileges` into `file`; `log` receives the program's messages. */
  dump(database: Database, file: string, log: (line: string) => void, signal?: AbortSignal): Promise<void>;
  /** Empties the database, then `pg_restore` of the custom-format dump in `file`. */
  restore(database: Database, file: string, log: (line: string) => void, options?: RestoreOptions): Promise<void>;
  /** Ends its sessions and leaves it without any object but these extensions in the schema `public`. */
  reset(database: Database, extensions: readonly string[]): Promise<void>;
  /** Ends all sessions of the database. */
  endSessions(database: Database): Promise<void>;
  /** Sets what PostgreSQL counts of the database's use to zero. */
  resetStatistics(database: Database): Promise<void>;
}

export interface BuildRequest {
  /** A .tar.gz on this machine: a GitHub tarball's single top folder is taken off. */
  readonly archive: string;
  /** Where the slug is laid; it does not exist yet. */
  readonly slugFolder: string;
  /** Where what builds of this app may share is kept, such as installed dependencies. */
  readonly cacheFolder: string;
  readonly buildpacks: readonly string[];
  /** The app's config vars, as a buildpack sees them. */
  readonly env: Readonly<Record<string, string>>;
  /** Lines of the build's output, in Heroku's form (`-----> Python app detected`). */
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What a build made: the Procfile's process types, and what a dyno of it must have in its environment. */
export interface Slug {
  readonly folder: string;
  readonly processTypes: Readonly<Record<string, string>>;
  /** Bytes. */
  readonly size: number;
  readonly detectedBuildpack: string;
  /** Set by the buildpack for every dyno: PATH with the installed dependencies, PYTHONPATH, …; `$HOME` and `$PORT` stand for the dyno's own. */
  readonly env: Readonly<Record<string, string>>;
}

/** A slug that was just built. */
export interface BuiltSlug extends Slug {
  /** Folders outside the slug that its environment names; other slugs can share them. Whoever removes the last of them removes these, too. */
  readonly dependencies: readonly string[];
}

/** Turns source into a slug; throws BuildFailed (with the log already written) when the application does not build. */
export interface Builder {
  build(request: BuildRequest): Promise<BuiltSlug>;
}

/** A client's input and output, and the size of the terminal that it has or wants. */
export interface AttachedStream {
  readonly stream: Duplex;
  readonly terminal?: { readonly columns: number; readonly rows: number };
}

export interface ProcessRequest {
  readonly command: string;
  /** A slug's folder; it is copied or mounted so that what the process writes is its own and gone afterwards. */
  readonly slug: Slug;
  /** Config vars, PORT, DYNO, DATABASE_URL …: all that the process sees, besides PATH, HOME, LANG and the slug's env. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** The process talks with this client; nothing goes to `log`. When the client goes, the process is ended. */
  readonly attached?: AttachedStream;
  readonly timeoutMs?: number;
  /** Of the dyno size. The kernel refuses more than `memoryCeiling` times as much. */
  readonly memoryMb: number;
}

export interface RunningProcess {
  readonly pid: number;
  /** The exit code; 128 + signal when a signal ended it. */
  readonly exited: Promise<number>;
  /** Bytes that it takes with all that it started; undefined where the system does not tell. */
  memory(): number | undefined;
  /** SIGTERM to all of it, SIGKILL after `graceMs` (Heroku: 30 s); with no grace SIGKILL alone, also when it is stopping already. */
  stop(graceMs?: number): Promise<void>;
}

/** Runs dynos as local processes: never with the caller's environment, never outliving the sandbox. */
export interface ProcessRunner {
  run(request: ProcessRequest): Promise<RunningProcess>;
  stopAll(): Promise<void>;
}

import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { Failure } from "./runtime/machine/failure";

/** The listeners of the sandbox, each with a port of its own; `herokuTls` serves what `heroku` does, and rendezvous with dynos. */
export const listeners = ["heroku", "github", "router", "admin", "herokuTls", "console"] as const;
export type Listener = (typeof listeners)[number];
export type Ports = Readonly<Record<Listener, number>>;

/** Made at the first start, random, the same until a reset. */
export interface Credentials {
  readonly herokuEmail: string;
  readonly herokuApiKey: string;
  readonly githubLogin: string;
  readonly githubToken: string;
  readonly adminToken: string;
}

/** The process that serves the sandbox; left behind when it was killed. */
export interface Running {
  readonly pid: number;
  /** When that process started, as the machine says it: tells it from a later process with the same pid. */
  readonly born: string | undefined;
  /** ISO 8601, machine time. */
  readonly startedAt: string;
}

/** What sandbox.json holds. */
export interface SandboxRecord {
  readonly ports: Ports;
  readonly credentials: Credentials;
  readonly running?: Running;
}

/** sandbox.json cannot be read. */
export class RecordUnreadable extends Failure {
  readonly id = "record-unreadable";
  constructor(file: string, cause: Error) {
    super(`${file} cannot be read (${cause.message}): mend it, or remove all data: bin/sandbox reset --yes`, { cause });
  }
}

/** Names below SANDBOX_HOME that the sandbox makes, and that a reset removes: never the whole folder, which may be anyone's. */
export const ownEntries = [
  "backups",
  "cache",
  "github",
  "heroku",
  "postgres",
  "pulumi",
  "run",
  "sandbox.json",
  "sandbox.log",
  "sandbox.log.1",
  "slugs",
  "sources",
  "state",
  "tls",
  "tls.unfinished",
] as const;

/** Names below SANDBOX_HOME that hold code and state. Dynos and builds, which run as other users, have copies of what they need. */
const closedToOthers = ["github", "state", "heroku/repositories", "heroku/slugs"] as const;

/** The paths below one SANDBOX_HOME. */
export class Home {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  get recordFile(): string {
    return this.path("sandbox.json");
  }

  get logFile(): string {
    return this.path("sandbox.log");
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  stateFile(service: string): string {
    return this.path("state", `${service}.json`);
  }

  make(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o711 });
  }

  /** Makes the folders that no other user of this machine may look into. */
  closeToOthers(): void {
    for (const name of closedToOthers) {
      mkdirSync(this.path(name), { recursive: true });
      chmodSync(this.path(name), 0o700);
    }
  }

  /** What is kept of earlier starts; undefined before the first. */
  read(): SandboxRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.recordFile, "utf8")) as SandboxRecord;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new RecordUnreadable(this.recordFile, error as Error);
    }
  }

  async write(record: SandboxRecord): Promise<void> {
    this.make();
    await writeFileAtomic(this.recordFile, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  }
}

/** In the vendors' forms, so that what clients check of a key's form holds. */
export function makeCredentials(): Credentials {
  return {
    herokuEmail: "developer@penny.test",
    herokuApiKey: `HRKU-${randomUUID()}`,
    githubLogin: "penny-developer",
    githubToken: `ghp_${randomBytes(18).toString("hex")}`,
    adminToken: randomBytes(24).toString("base64url"),
  };
}

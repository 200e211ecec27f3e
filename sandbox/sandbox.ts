import { join } from "node:path";
import { createAdminServer } from "./admin/server";
import { SignIn } from "./console/access/sign-in";
import { createConsole } from "./console/server";
import { environment, urlsOf, type Urls } from "./environment";
import { type Credentials, Home, listeners, makeCredentials, type Ports, type SandboxRecord } from "./home";
import type { Clock } from "./kit/clock";
import { Faults } from "./kit/faults";
import { Journal } from "./kit/journal";
import { Requests } from "./kit/requests";
import { defaultPort, type HeldPorts, holdPorts, portsOf } from "./listeners";
import { NotOpen } from "./not-open";
import { openParts, type Parts } from "./parts";
import { makePulumiFolder } from "./pulumi-folder";
import { removeData } from "./remove-data";
import { Failure } from "./runtime/machine/failure";
import { processStart } from "./runtime/machine/process-identity";
import type { Services } from "./services";

export interface SandboxOptions {
  /** SANDBOX_HOME. */
  readonly home: string;
  /** The first of the ports; the next free ones are taken. 0: any. Absent: those of the last start, which must be free; at the first start from 7770 on. */
  readonly port?: number;
  /** PULUMI_HOME: for `env`, and where set-up puts the program that runs workflows. */
  readonly pulumiHome: string;
  /** The application that the repository on the GitHub stand-in is seeded with. */
  readonly seedFolder: string;
  readonly machineTime?: () => number;
  /** A line for the log. */
  readonly log?: (line: string) => void;
  /** What is being done now, for a person who waits. */
  readonly progress?: (step: string) => void;
}

/** Another live process serves this SANDBOX_HOME. */
export class AlreadyRunning extends Failure {
  readonly id = "sandbox-already-running";
  constructor(home: Home, pid: number) {
    super(`the sandbox of ${home.folder} is running already (pid ${pid}); to stop it: bin/sandbox stop`);
  }
}

const served = ["heroku", "github", "router", "herokuTls"] as const;

/** What a reset of a running sandbox keeps: whoever holds its addresses and keys goes on with them. */
const kept: readonly string[] = ["sandbox.json", "sandbox.log", "sandbox.log.1", "tls"];

/** A running sandbox: simulators of Heroku and GitHub on 127.0.0.1, with real databases and processes behind them. */
export class Sandbox {
  readonly faults = new Faults();
  readonly journal = new Journal();
  readonly requests = new Requests();
  readonly startedAt = new Date().toISOString();
  /** Who may see the console. */
  readonly signIn: SignIn;
  private parts: Parts | undefined;
  private closeAdmin: () => Promise<void> = () => Promise.resolve();
  private closeConsole: () => Promise<void> = () => Promise.resolve();
  private closing: Promise<void> | undefined;

  private constructor(
    readonly home: Home,
    readonly credentials: Credentials,
    private readonly held: HeldPorts,
    private readonly options: SandboxOptions,
  ) {
    this.signIn = new SignIn(credentials.adminToken);
  }

  static async start(options: SandboxOptions): Promise<Sandbox> {
    const home = new Home(options.home);
    const before = home.read();
    refuseSecond(home, before);
    const held = await holdPorts(choosePorts(before, options.port));
    const sandbox = new Sandbox(home, before?.credentials ?? makeCredentials(), held, options);
    try {
      await sandbox.open();
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    return sandbox;
  }

  get ports(): Ports {
    return portsOf(this.held);
  }

  get urls(): Urls {
    return urlsOf(this.ports);
  }

  get clock(): Clock {
    return this.opened().clock;
  }

  /** The simulators, for those who look into them. @throws NotOpen */
  get services(): Services {
    return this.opened().services;
  }

  /** The variables that point clients at this sandbox. */
  env(): Record<string, string> {
    return environment(this.home, this.ports, this.credentials, this.options.pulumiHome);
  }

  /** Back to the state of the first start; ports, credentials and the log stay. */
  async reset(): Promise<void> {
    await this.closeParts();
    this.faults.clear();
    this.requests.clear();
    await removeData(this.home, kept);
    await this.openParts();
  }

  /** Ends everything that runs; the data stay. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private opened(): Parts {
    if (!this.parts) throw new NotOpen();
    return this.parts;
  }

  private async open(): Promise<void> {
    await this.save(true);
    await this.openParts();
    const admin = createAdminServer(this, this.options.log);
    await admin.ready();
    this.closeAdmin = () => admin.close();
    this.held.admin.serve(admin.server);
    const pages = createConsole(this, this.options.log);
    await pages.ready();
    this.closeConsole = () => pages.close();
    this.held.console.serve(pages.server);
  }

  private async openParts(): Promise<void> {
    this.home.closeToOthers();
    makePulumiFolder(this.home);
    const { machineTime, seedFolder, log = () => undefined, progress = () => undefined } = this.options;
    const { home, credentials, faults, journal, requests, urls, ports } = this;
    const { pulumiHome } = this.options;
    const actProgram = join(pulumiHome, "tools", "act-0.2.82", "act");
    const context = {
      home,
      credentials,
      faults,
      journal,
      requests,
      urls,
      ports,
      machineTime,
      seedFolder,
      actProgram,
      pulumiHome,
      log,
      progress,
    };
    this.parts = await openParts(context);
    for (const name of served) this.held[name].serve(this.parts.servers[name]);
  }

  private async closeParts(): Promise<void> {
    for (const name of served) this.held[name].serve(undefined);
    const { parts } = this;
    this.parts = undefined;
    await parts?.close();
  }

  private async end(): Promise<void> {
    this.held.admin.serve(undefined);
    this.held.console.serve(undefined);
    await this.closeParts();
    await Promise.all([this.closeAdmin(), this.closeConsole()]);
    await Promise.all(listeners.map((name) => this.held[name].close()));
    if (this.home.read()?.running?.pid === process.pid) await this.save(false);
  }

  private save(running: boolean): Promise<void> {
    const self = { pid: process.pid, born: processStart(process.pid), startedAt: this.startedAt };
    return this.home.write({
      ports: this.ports,
      credentials: this.credentials,
      ...(running ? { running: self } : {}),
    });
  }
}

/** Starts a sandbox in this process. Rejects, with nothing left running, when a part cannot start. */
export function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  return Sandbox.start(options);
}

function choosePorts(before: SandboxRecord | undefined, port: number | undefined) {
  if (port !== undefined) return { from: port };
  return before ? { kept: before.ports } : { from: defaultPort };
}

function refuseSecond(home: Home, before: SandboxRecord | undefined): void {
  const running = before?.running;
  if (!running || running.pid === process.pid) return;
  if (running.born !== undefined && processStart(running.pid) === running.born)
    throw new AlreadyRunning(home, running.pid);
}

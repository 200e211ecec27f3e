import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../machine/programs";
import { type ProcessRequest, type ProcessRunner, type RunningProcess } from "../types";
import { AccountPool } from "./accounts";
import { processEnvironment } from "./environment";
import { findIsolation, type Isolation } from "./isolation";
import { launch } from "./launch";
import { copyTree, giveTo, makeWorkplace, openWorkplaces, removeWorkplace } from "./workplace";

export interface LocalProcessesOptions {
  /** SANDBOX_HOME. */
  readonly home: string;
}

/** Runs `.profile.d` scripts first, as a dyno does; the second shell gives its place to a simple command, which then gets the signals. */
const startUp = 'for script in .profile.d/*.sh; do [ -f "$script" ] && . "$script"; done; exec "$0" -c "$1"';

/** Dynos as local processes: each with a copy of the slug, a user and a folder of its own, gone when it ends. */
export class LocalProcesses implements ProcessRunner {
  private readonly accounts: AccountPool;
  private readonly running = new Set<RunningProcess>();
  private found: { readonly folder: string; readonly isolation: Isolation } | undefined;

  constructor(private readonly options: LocalProcessesOptions) {
    this.accounts = new AccountPool(options.home);
  }

  /** @throws TooManyProcesses, SlugNotCopied */
  async run(request: ProcessRequest): Promise<RunningProcess> {
    const account = this.accounts.take();
    const { folder, isolation } = this.machine();
    const place = await makeWorkplace(folder, account);
    const cleanUp = async () => {
      await removeWorkplace(place);
      this.accounts.giveBack(account);
    };
    try {
      const app = join(place, "app");
      await copyTree(request.slug.folder, app);
      await giveTo(account, app);
      const shell = existsSync("/bin/bash") ? "/bin/bash" : (findProgram("bash") ?? "/bin/sh");
      const { log, attached, memoryMb, timeoutMs } = request;
      const argv = [shell, "-c", startUp, shell, request.command];
      const env = processEnvironment(place, account, request.slug.env, request.env);
      const launched = await launch(
        { argv, account, ownsAccount: true, env, cwd: app, log, attached, memoryMb, timeoutMs },
        isolation,
      );
      return this.keep(launched, cleanUp);
    } catch (error) {
      await cleanUp();
      throw error;
    }
  }

  async stopAll(graceMs?: number): Promise<void> {
    await Promise.all([...this.running].map((each) => each.stop(graceMs)));
  }

  private keep(launched: RunningProcess, cleanUp: () => Promise<void>): RunningProcess {
    const exited = launched.exited.finally(async () => {
      this.running.delete(kept);
      await cleanUp();
    });
    const kept: RunningProcess = {
      pid: launched.pid,
      exited,
      memory: () => launched.memory(),
      stop: async (graceMs) => {
        await launched.stop(graceMs);
        await exited;
      },
    };
    this.running.add(kept);
    return kept;
  }

  private machine(): { readonly folder: string; readonly isolation: Isolation } {
    if (this.found === undefined) {
      const account = this.accounts.take();
      this.accounts.giveBack(account);
      const isolation = findIsolation(account);
      this.found = { folder: openWorkplaces(this.options.home, "dynos", account), isolation };
    }
    return this.found;
  }
}

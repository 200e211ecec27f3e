import { randomUUID } from "node:crypto";
import type { RunningProcess, Slug as BuiltSlug } from "../../runtime/types";
import { findDynoSize } from "../catalog/dyno-sizes";
import { newDynoNumber } from "../naming";
import type { HerokuPlatformOptions } from "../options";
import { isoSeconds } from "../time";
import type { Dyno } from "./dyno";
import type { Logs } from "./logs";

/** What a dyno runs, and with what. */
export interface DynoOrder {
  readonly appId: string;
  readonly type: string;
  readonly command: string;
  readonly size: string;
  readonly release: { readonly id: string; readonly version: number };
  readonly slug: BuiltSlug;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Receives the lines of output besides the app's log. */
  readonly output?: (line: string) => void;
}

export interface OneOff {
  readonly dyno: Dyno;
  /** The exit code. */
  readonly finished: Promise<number>;
}

interface Running {
  readonly dyno: Dyno;
  readonly process: Promise<RunningProcess>;
  readonly finished: Promise<number>;
}

/** Dynos that run a command once: release phases, scheduler jobs, `heroku run`. */
export class OneOffs {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly options: HerokuPlatformOptions,
    private readonly logs: Logs,
  ) {}

  /** Starts a dyno; returns when its process runs. */
  async start(order: DynoOrder): Promise<OneOff> {
    const dyno = this.newDyno(order);
    this.logs.add(order.appId, "heroku", dyno.name, `Starting process with command \`${order.command}\``);
    const process = this.run(dyno, order);
    const finished = process.then((running) => this.finish(dyno, running));
    finished.catch(() => this.running.delete(dyno.id));
    this.running.set(dyno.id, { dyno, process, finished });
    await process;
    return { dyno, finished };
  }

  of(appId: string): Dyno[] {
    return [...this.running.values()].map(({ dyno }) => dyno).filter((dyno) => dyno.appId === appId);
  }

  /** Stops a dyno; returns when it has ended. */
  async stop(dynoId: string, graceMs = this.options.stopGraceMs ?? 30_000): Promise<void> {
    const entry = this.running.get(dynoId);
    if (!entry) return;
    await (await entry.process).stop(graceMs);
    await entry.finished;
  }

  async stopApp(appId: string): Promise<void> {
    await Promise.all(this.of(appId).map(({ id }) => this.stop(id)));
  }

  async stopAll(graceMs?: number): Promise<void> {
    await Promise.all([...this.running.keys()].map((id) => this.stop(id, graceMs)));
  }

  private run(dyno: Dyno, order: DynoOrder): Promise<RunningProcess> {
    return this.options.processes.run({
      command: order.command,
      slug: order.slug,
      env: { ...order.env, DYNO: dyno.name },
      log: (line) => {
        this.logs.add(order.appId, "app", dyno.name, line);
        order.output?.(line);
      },
      timeoutMs: order.timeoutMs,
      memoryMb: (findDynoSize(order.size)?.memoryGb ?? 0.5) * 1024,
    });
  }

  private newDyno(order: DynoOrder): Dyno {
    const taken = new Set(this.of(order.appId).map(({ name }) => name));
    const now = isoSeconds(this.options.clock.now());
    return {
      id: randomUUID(),
      appId: order.appId,
      name: `${order.type}.${newDynoNumber((number) => taken.has(`${order.type}.${number}`))}`,
      type: order.type,
      command: order.command,
      size: order.size,
      release: order.release,
      state: "starting",
      createdAt: now,
      updatedAt: now,
    };
  }

  private change(dyno: Dyno, state: Dyno["state"]): void {
    this.logs.add(dyno.appId, "heroku", dyno.name, `State changed from ${dyno.state} to ${state}`);
    dyno.state = state;
    dyno.updatedAt = isoSeconds(this.options.clock.now());
  }

  private async finish(dyno: Dyno, process: RunningProcess): Promise<number> {
    this.change(dyno, "up");
    const code = await process.exited;
    this.logs.add(dyno.appId, "heroku", dyno.name, `Process exited with status ${code}`);
    this.change(dyno, "complete");
    this.running.delete(dyno.id);
    return code;
  }
}

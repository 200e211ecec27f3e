import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import type { AttachedStream, RunningProcess } from "../../runtime/types";
import { findDynoSize } from "../catalog/dyno-sizes";
import { newDynoNumber } from "../naming";
import type { HerokuPlatformOptions } from "../options";
import { isoSeconds } from "../time";
import type { Dyno, DynoListener, DynoOrder, RunningDyno } from "./dyno";
import type { Logs } from "./logs";
import type { Expected, Rendezvous } from "./rendezvous";

export interface OneOffOrder extends DynoOrder {
  readonly timeoutMs: number;
  /** Receives the lines of output besides the app's log. */
  readonly output?: (line: string) => void;
}

export interface OneOff {
  readonly dyno: Dyno;
  /** The exit code. */
  readonly finished: Promise<number>;
}

/** A dyno that waits for its client. */
export interface AttachableOneOff extends OneOff {
  /** What the client says at the rendezvous. */
  readonly secret: string;
}

interface Running {
  readonly dyno: Dyno;
  /** Once it runs. */
  process?: RunningProcess;
  readonly started: Promise<RunningProcess>;
  readonly finished: Promise<number>;
  readonly client?: Expected;
}

/** Dynos that run a command once: release phases, scheduler jobs, `heroku run`. */
export class OneOffs {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly options: HerokuPlatformOptions,
    private readonly logs: Logs,
    private readonly rendezvous: Rendezvous,
    private readonly heard: DynoListener,
  ) {}

  /** Starts a dyno; returns when its process runs. */
  async start(order: OneOffOrder): Promise<OneOff> {
    const dyno = this.newDyno(order);
    this.logs.add(order.appId, "heroku", dyno.name, `Starting process with command \`${order.command}\``);
    const started = this.run(dyno, order);
    const finished = started.then((running) => this.finish(dyno, running));
    finished.catch(() => this.running.delete(dyno.id));
    this.running.set(dyno.id, { dyno, started, finished });
    await started;
    return { dyno, finished };
  }

  /** Makes a dyno whose process starts when its client comes; without `terminal` it talks over pipes. */
  await(order: OneOffOrder, terminal: AttachedStream["terminal"]): AttachableOneOff {
    const dyno = this.newDyno(order);
    this.logs.add(order.appId, "heroku", dyno.name, "Awaiting client");
    const client = this.rendezvous.expect();
    const started = client.arrived.then((stream: Duplex) => {
      this.logs.add(order.appId, "heroku", dyno.name, `Starting process with command \`${order.command}\``);
      return this.run(dyno, order, { stream, terminal });
    });
    const finished = started.then(
      (running) => this.finish(dyno, running),
      (error: Error) => this.notAttached(dyno, error),
    );
    this.running.set(dyno.id, { dyno, started, finished, client });
    return { dyno, finished, secret: client.secret };
  }

  of(appId: string): Dyno[] {
    return [...this.running.values()].map(({ dyno }) => dyno).filter((dyno) => dyno.appId === appId);
  }

  /** Those of all apps whose processes run. */
  processes(): RunningDyno[] {
    return [...this.running.values()].flatMap(({ dyno, process }) => (process ? [{ dyno, process }] : []));
  }

  /** Stops a dyno; returns when it has ended. */
  async stop(dynoId: string, graceMs = this.options.stopGraceMs ?? 30_000): Promise<void> {
    const entry = this.running.get(dynoId);
    if (!entry) return;
    entry.client?.cancel();
    await (await entry.started.catch(() => undefined))?.stop(graceMs);
    await entry.finished;
  }

  async stopApp(appId: string): Promise<void> {
    await Promise.all(this.of(appId).map(({ id }) => this.stop(id)));
  }

  async stopAll(graceMs?: number): Promise<void> {
    await Promise.all([...this.running.keys()].map((id) => this.stop(id, graceMs)));
  }

  private run(dyno: Dyno, order: OneOffOrder, attached?: AttachedStream): Promise<RunningProcess> {
    return this.options.processes.run({
      command: order.command,
      slug: order.slug,
      env: { ...order.env, DYNO: dyno.name },
      log: (line) => {
        this.logs.add(order.appId, "app", dyno.name, line);
        order.output?.(line);
      },
      attached,
      timeoutMs: order.timeoutMs,
      memoryMb: (findDynoSize(order.size)?.memoryGb ?? 0.5) * 1024,
    });
  }

  private newDyno(order: OneOffOrder): Dyno {
    const taken = new Set(this.of(order.appId).map(({ name }) => name));
    const now = isoSeconds(this.options.clock.now());
    const dyno: Dyno = {
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
    this.heard(dyno, "create");
    return dyno;
  }

  private change(dyno: Dyno, state: Dyno["state"]): void {
    this.logs.add(dyno.appId, "heroku", dyno.name, `State changed from ${dyno.state} to ${state}`);
    dyno.state = state;
    dyno.updatedAt = isoSeconds(this.options.clock.now());
    this.heard(dyno, state === "complete" ? "destroy" : "update");
  }

  private notAttached(dyno: Dyno, error: Error): number {
    this.logs.add(dyno.appId, "heroku", dyno.name, "Error R13 (Attach error) -> Failed to attach to process");
    this.logs.add(dyno.appId, "heroku", dyno.name, error.message);
    this.change(dyno, "complete");
    this.running.delete(dyno.id);
    return 128;
  }

  private async finish(dyno: Dyno, process: RunningProcess): Promise<number> {
    const entry = this.running.get(dyno.id);
    if (entry) entry.process = process;
    this.change(dyno, "up");
    const code = await process.exited;
    this.logs.add(dyno.appId, "heroku", dyno.name, `Process exited with status ${code}`);
    this.change(dyno, "complete");
    this.running.delete(dyno.id);
    return code;
  }
}

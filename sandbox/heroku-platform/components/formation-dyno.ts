import { randomUUID } from "node:crypto";
import type { RunningProcess } from "../../runtime/types";
import { findDynoSize } from "../catalog/dyno-sizes";
import type { HerokuPlatformOptions } from "../options";
import { isoSeconds } from "../time";
import type { Dyno, DynoListener, DynoOrder } from "./dyno";
import type { Logs } from "./logs";
import { freePort, waitUntilListening } from "./ports";

export interface FormationDynoOrder extends DynoOrder {
  readonly name: string;
}

const MINUTE = 60_000;
/** A dyno that ran this long before it crashed counts as crashing for the first time. */
const SETTLED = 10 * MINUTE;
/** Heroku restarts a crashed dyno at once, then after 20 minutes, and each time later up to a day. */
const backOff = (crashes: number): number =>
  crashes <= 1 ? 0 : Math.min(20 * MINUTE * 2 ** (crashes - 2), 24 * 60 * MINUTE);

/** One dyno of a formation: it boots, runs, crashes and comes back until it is stopped. */
export class FormationDyno {
  readonly dyno: Dyno;
  /** What runs now. */
  process: RunningProcess | undefined;
  /** Where a web dyno listens. */
  port: number | undefined;
  /** When a crashed dyno is started again (epoch ms, the sandbox's clock). */
  restartAt: number | undefined;
  /** Fulfilled when the dyno is up, or will not come up by itself soon. */
  booted: Promise<void> = Promise.resolve();
  private stopped = false;
  private crashes = 0;
  private upSince = 0;

  constructor(
    private readonly options: HerokuPlatformOptions,
    private readonly logs: Logs,
    private readonly order: FormationDynoOrder,
    private readonly heard: DynoListener,
  ) {
    const { appId, name, type, command, size, release } = order;
    const now = isoSeconds(options.clock.now());
    this.dyno = {
      id: randomUUID(),
      appId,
      name,
      type,
      command,
      size,
      release,
      state: "down",
      createdAt: now,
      updatedAt: now,
    };
  }

  start(): void {
    if (this.dyno.state === "down") this.heard(this.dyno, "create");
    this.restartAt = undefined;
    this.booted = this.boot().catch((error: unknown) => {
      this.say(`The sandbox could not start the process: ${(error as Error).message}`);
      this.crashed();
    });
  }

  /** SIGTERM, and SIGKILL after the grace. Returns when the process has ended. */
  async stop(graceMs = this.options.stopGraceMs ?? 30_000): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    this.restartAt = undefined;
    if (this.process) await this.terminate(this.process, graceMs);
    this.heard(this.dyno, "destroy");
  }

  private async terminate(process: RunningProcess, graceMs: number): Promise<void> {
    this.say("Stopping all processes with SIGTERM");
    const late = setTimeout(() => {
      const seconds = Math.round(graceMs / 1000);
      this.say(`Error R12 (Exit timeout) -> At least one process failed to exit within ${seconds} seconds of SIGTERM`);
      this.say("Stopping remaining processes with SIGKILL");
    }, graceMs);
    await process.stop(graceMs);
    clearTimeout(late);
  }

  private async boot(): Promise<void> {
    this.change("starting");
    const web = this.dyno.type === "web";
    this.port = web ? await freePort() : undefined;
    if (this.stopped) return;
    this.say(`Starting process with command \`${this.order.command}\``);
    const process = await this.options.processes.run({
      command: this.order.command,
      slug: this.order.slug,
      env: { ...this.order.env, DYNO: this.dyno.name, ...(this.port ? { PORT: String(this.port) } : {}) },
      log: (line) => this.logs.add(this.order.appId, "app", this.dyno.name, line),
      memoryMb: (findDynoSize(this.order.size)?.memoryGb ?? 0.5) * 1024,
    });
    this.process = process;
    const ended = process.exited.then((code) => this.exited(code));
    if (this.stopped) return process.stop(this.options.stopGraceMs ?? 30_000);
    if (this.port !== undefined && !(await this.listens(this.port, process, ended))) return;
    if (this.process !== process || this.stopped) return;
    this.upSince = this.options.clock.now().getTime();
    this.change("up");
  }

  /** Waits by the machine's clock: the process boots in the machine's time, whatever the sandbox's clock is advanced to. */
  private async listens(port: number, process: RunningProcess, ended: Promise<void>): Promise<boolean> {
    const timeoutMs = this.options.bootTimeoutMs ?? 60_000;
    if (await waitUntilListening(port, timeoutMs, ended)) return true;
    if (this.process !== process || this.stopped) return false;
    const seconds = Math.round(timeoutMs / 1000);
    this.say(`Error R10 (Boot timeout) -> Web process failed to bind to $PORT within ${seconds} seconds of launch`);
    this.say("Stopping process with SIGKILL");
    await process.stop(0);
    return false;
  }

  private async exited(code: number): Promise<void> {
    this.process = undefined;
    this.say(`Process exited with status ${code}`);
    if (this.stopped) return;
    this.crashed();
  }

  private crashed(): void {
    const now = this.options.clock.now().getTime();
    this.crashes = this.dyno.state === "up" && now - this.upSince > SETTLED ? 1 : this.crashes + 1;
    this.port = undefined;
    this.change("crashed");
    if (!this.stopped) this.restartAt = now + backOff(this.crashes);
  }

  private change(state: Dyno["state"]): void {
    this.say(`State changed from ${this.dyno.state} to ${state}`);
    this.dyno.state = state;
    this.dyno.updatedAt = isoSeconds(this.options.clock.now());
    this.heard(this.dyno, "update");
  }

  private say(text: string): void {
    this.logs.add(this.order.appId, "heroku", this.dyno.name, text);
  }
}

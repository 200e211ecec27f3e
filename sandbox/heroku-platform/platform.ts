import { join } from "node:path";
import { AppQueues } from "./components/app-queues";
import { LogDrains } from "./components/drains/log-drains";
import type { Dyno, DynoListener, RunningDyno } from "./components/dyno";
import { Hooks } from "./components/hooks";
import { Logs } from "./components/logs";
import { MemoryWatch } from "./components/memory-watch";
import { OneOffs } from "./components/one-offs";
import { RateLimit } from "./components/rate-limit";
import { Rendezvous } from "./components/rendezvous";
import { Streams } from "./components/streams";
import { WebDynos } from "./components/web-dynos";
import { WebhookSender } from "./components/webhook-sender";
import type { HerokuPlatformOptions } from "./options";
import { PlatformState } from "./state";
import { isoSeconds } from "./time";
import { dynoWire } from "./wire/dynos";

/** The parts of the simulator, handed to every route and action. */
export class Platform {
  readonly state: PlatformState;
  readonly logs: Logs;
  readonly streams: Streams;
  readonly hooks = new Hooks();
  /** Builds, one after the other for each app. */
  readonly builds = new AppQueues();
  /** Of the builds that wait or run. */
  readonly buildAborts = new Map<string, AbortController>();
  /** Releases with their release phases, in the order of their versions for each app. */
  readonly releases = new AppQueues();
  readonly dynos: WebDynos;
  readonly oneOffs: OneOffs;
  readonly memory: MemoryWatch;
  readonly rendezvous = new Rendezvous();
  readonly drains: LogDrains;
  readonly webhooks: WebhookSender;
  readonly rateLimit: RateLimit;

  constructor(readonly options: HerokuPlatformOptions) {
    const now = () => options.clock.now();
    this.state = new PlatformState(options.store);
    this.logs = new Logs(join(options.folder, "logs"), now);
    this.streams = new Streams(join(options.folder, "streams"));
    const heard: DynoListener = (dyno, action) => this.tellOf(dyno, action);
    this.dynos = new WebDynos(options, this.state, this.logs, heard);
    this.oneOffs = new OneOffs(options, this.logs, this.rendezvous, heard);
    const running = (): RunningDyno[] => [...this.dynos.processes(), ...this.oneOffs.processes()];
    this.memory = new MemoryWatch(options, this.state, this.logs, running);
    this.drains = new LogDrains(this.state, this.logs);
    this.webhooks = new WebhookSender(options, this.state);
    this.rateLimit = new RateLimit(options.rateLimit ?? 4500, now);
  }

  /** The sandbox's time in Heroku's form, to the second. */
  timestamp(offsetMs = 0): string {
    return isoSeconds(new Date(this.options.clock.now().getTime() + offsetMs));
  }

  /** createdAt and updatedAt of a new entity. */
  stamps(): { createdAt: string; updatedAt: string } {
    const now = this.timestamp();
    return { createdAt: now, updatedAt: now };
  }

  private tellOf(dyno: Dyno, action: Parameters<DynoListener>[1]): void {
    const app = this.state.apps.get(dyno.appId);
    if (app) this.webhooks.tell(app.id, { subject: "dyno", action, data: dynoWire(app, dyno) });
  }

  path(...parts: string[]): string {
    return join(this.options.folder, ...parts);
  }
}

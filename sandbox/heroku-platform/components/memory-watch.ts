import { findDynoSize } from "../catalog/dyno-sizes";
import type { HerokuPlatformOptions } from "../options";
import type { PlatformState } from "../state";
import type { RunningDyno } from "./dyno";
import type { Logs } from "./logs";

const megabyte = 1024 * 1024;
/** At this share of its memory Heroku ends a dyno. */
const vast = 2;

/**
 * Looks at the dynos' memory as Heroku does: R14 for more than the dyno has, R15 and SIGKILL for twice as much; samples in the log of
 * apps that switched on log-runtime-metrics. Source: https://devcenter.heroku.com/articles/error-codes
 */
export class MemoryWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: HerokuPlatformOptions,
    private readonly state: PlatformState,
    private readonly logs: Logs,
    private readonly running: () => readonly RunningDyno[],
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.look(), this.options.memoryCheckMs ?? 20_000).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    for (const each of this.running()) {
      const bytes = each.process.memory();
      if (bytes !== undefined && bytes > 0) this.judge(each, bytes / megabyte);
    }
  }

  private judge({ dyno, process }: RunningDyno, megabytes: number): void {
    const quota = (findDynoSize(dyno.size)?.memoryGb ?? 0.5) * 1024;
    const say = (text: string): void => this.logs.add(dyno.appId, "heroku", dyno.name, text);
    if (this.state.apps.get(dyno.appId)?.features["log-runtime-metrics"])
      say(
        `source=${dyno.name} dyno=heroku.${dyno.appId}.${dyno.id} sample#memory_total=${megabytes.toFixed(2)}MB sample#memory_quota=${quota.toFixed(2)}MB`,
      );
    if (megabytes <= quota) return;
    say(`Process running mem=${Math.round(megabytes)}M(${((megabytes / quota) * 100).toFixed(1)}%)`);
    if (megabytes <= quota * vast) return say("Error R14 (Memory quota exceeded)");
    say("Error R15 (Memory quota vastly exceeded)");
    say("Stopping process with SIGKILL");
    void process.stop(0);
  }
}

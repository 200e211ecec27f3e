import type { AppSummary, OneOffDyno } from "../heroku-platform/directory";
import type { Ticker } from "../kit/clock";
import type { Happening } from "../kit/journal";
import type { Job } from "./entities";
import { nextRun } from "./frequency";
import type { HerokuSchedulerOptions } from "./options";
import type { State } from "./state";

/** Runs each job that is due as a one-off dyno with the slug of the app's current release. */
export class JobTicker implements Ticker {
  readonly name = "scheduler jobs";
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly options: HerokuSchedulerOptions,
    private readonly state: State,
  ) {}

  nextDue(after: Date): Date | undefined {
    const dues = this.state.jobs.all().map((job) => nextRun(job, after).getTime());
    return dues.length === 0 ? undefined : new Date(Math.min(...dues));
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - 1);
    this.state.jobs.removeWhere((job) => !this.hasAddon(job));
    for (const job of this.state.jobs.all())
      if (nextRun(job, before).getTime() === due.getTime()) await this.begin(job, due);
    await this.options.store.flush();
  }

  async settle(): Promise<void> {
    await Promise.all(this.running);
  }

  private hasAddon({ appId, addonId }: Job): boolean {
    return this.options.directory.addonId(appId, "scheduler") === addonId;
  }

  private async begin(job: Job, due: Date): Promise<void> {
    const app = this.options.directory.findApp(job.appId);
    if (!app) return;
    try {
      await this.start(job, app, due);
    } catch (error) {
      this.tell(app, job, "failed", (error as Error).message);
    }
  }

  private async start(job: Job, app: AppSummary, due: Date): Promise<void> {
    const { command, dynoSize: size, every } = job;
    // Heroku ends a run that is still going when the next one is due.
    const options = { app: app.id, command, type: "scheduler", size, timeToLiveSeconds: every * 60 };
    const dyno = await this.options.directory.runOneOff(options);
    if (!dyno) return this.tell(app, job, "skipped", "the app has no release with a slug");
    if (this.state.jobs.get(job.id)) this.state.jobs.update(job.id, { ranAt: due.toISOString() });
    const ended: Promise<void> = this.awaitEnd(dyno, app, job).finally(() => this.running.delete(ended));
    this.running.add(ended);
  }

  private async awaitEnd({ name, finished }: OneOffDyno, app: AppSummary, job: Job): Promise<void> {
    try {
      const code = await finished;
      this.tell(app, job, code === 0 ? "succeeded" : "failed", `${name}, exit code ${code}`);
    } catch (error) {
      this.tell(app, job, "failed", `${name}: ${(error as Error).message}`);
    }
  }

  private tell(app: AppSummary, job: Job, result: Happening["result"], detail: string): void {
    const at = this.options.clock.now().toISOString();
    if (result === "skipped")
      this.options.directory.log(app.id, "heroku", "scheduler", `Did not run \`${job.command}\`: ${detail}`);
    this.options.journal.record({ at, kind: "job", app: app.name, subject: job.command, result, detail });
  }
}

import * as pulumi from "@pulumi/pulumi";
import * as heroku from "@pulumi/heroku";
import { type JobSettings } from "./settings";

export interface BackgroundJobsArgs {
  readonly settings: JobSettings;
  readonly app: heroku.App;
}

/** Heroku Scheduler and its jobs. A change shows at a job's next run. */
export class BackgroundJobs extends pulumi.ComponentResource {
  readonly scheduler: heroku.Addon;
  readonly jobs: Readonly<Record<string, heroku.SchedulerJob>>;

  constructor(name: string, { settings, app }: BackgroundJobsArgs, options?: pulumi.ComponentResourceOptions) {
    super("penny:index:BackgroundJobs", name, {}, options);
    this.scheduler = new heroku.Addon(name, { app: app.id, plan: "scheduler:standard" }, { parent: this });
    this.jobs = Object.fromEntries(
      Object.entries(settings).map(([job, { command, frequency, dynoSize }]) => [
        job,
        new heroku.SchedulerJob(
          job,
          { app: app.id, command, frequency, dynoSize },
          { parent: this, dependsOn: [this.scheduler] },
        ),
      ]),
    );
    this.registerOutputs({});
  }
}

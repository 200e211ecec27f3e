import * as pulumi from "@pulumi/pulumi";
import { type Application } from "./application";
import { type BackgroundJobs } from "./background-jobs";
import { type Database } from "./database";
import { type Delivery } from "./delivery";
import { type Release } from "./release";
import { type Repository } from "./repository";
import { type Settings } from "./settings";
import { deliveredOutput, proposedOutput, type Workflows } from "./workflows";

export interface Parts {
  readonly settings: Settings;
  readonly application: Application;
  readonly database: Database;
  readonly release: Release;
  readonly jobs: BackgroundJobs;
  readonly repository: Repository | undefined;
  readonly delivery: Delivery | undefined;
  readonly workflows: Workflows | undefined;
}

/** The stack's outputs: what people and scripts look up after an `up`. */
export function describe({
  settings,
  application,
  database,
  jobs,
  repository,
  delivery,
  workflows,
}: Parts): Record<string, pulumi.Input<unknown>> {
  const { app } = application;
  const { hour, timezone } = settings.database.backups;
  return {
    app: app.name,
    appId: app.id,
    url: app.webUrl,
    database: database.addon.name,
    backupSchedule: pulumi
      .output(database.backups.id)
      .apply(() => `daily at ${String(hour).padStart(2, "0")}:00 ${timezone}`),
    jobs: Object.fromEntries(
      Object.entries(jobs.jobs).map(([name, job]) => [name, pulumi.interpolate`${job.frequency}: ${job.command}`]),
    ),
    // Scheduler's API is not a documented one: this is the way by hand.
    schedulerDashboard: pulumi.interpolate`https://dashboard.heroku.com/apps/${app.name}/scheduler`,
    ...(repository && delivery && workflows
      ? {
          repository: repository.repository.htmlUrl,
          protectedBranch: delivery.protection.pattern,
          requiredChecks: [...workflows.requiredChecks],
          [deliveredOutput]: workflows.way.direct.map(({ path }) => path),
          ...(workflows.way.proposed
            ? {
                [proposedOutput]: workflows.way.proposed.branch,
                workflowsPullRequest: pulumi.interpolate`${repository.repository.htmlUrl}/pull/${delivery.workflows.pullRequest?.number}`,
              }
            : {}),
        }
      : {}),
  };
}

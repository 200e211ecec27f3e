import * as pulumi from "@pulumi/pulumi";
import * as heroku from "@pulumi/heroku";
import { type DatabaseSettings } from "./settings";

export interface DatabaseArgs {
  readonly settings: DatabaseSettings;
  readonly app: heroku.App;
}

/** Heroku Postgres as DATABASE_URL, what it is filled from when it is new, and its nightly backup. */
export class Database extends pulumi.ComponentResource {
  readonly addon: heroku.Addon;
  readonly restore: heroku.PostgresRestore | undefined;
  readonly backups: heroku.BackupSchedule;

  constructor(name: string, { settings, app }: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("penny:index:Database", name, {}, options);
    this.addon = new heroku.Addon(name, { app: app.id, plan: settings.plan }, { parent: this, protect: true });
    const { restoreFrom, backups } = settings;
    this.restore =
      restoreFrom === undefined
        ? undefined
        : new heroku.PostgresRestore(
            `${name}-restore`,
            { database: this.addon.id, backup: pulumi.secret(restoreFrom) },
            { parent: this },
          );
    this.backups = new heroku.BackupSchedule(
      `${name}-backups`,
      { database: this.addon.id, ...backups },
      { parent: this, dependsOn: this.restore ? [this.restore] : [] },
    );
    this.registerOutputs({});
  }
}

import * as pulumi from "@pulumi/pulumi";
import * as heroku from "@pulumi/heroku";
import { type DatabaseSettings } from "./settings";

export interface DatabaseArgs {
  readonly settings: DatabaseSettings;
  readonly app: heroku.App;
}

/** Heroku Postgres as DATABASE_URL, and its nightly backup. */
export class Database extends pulumi.ComponentResource {
  readonly addon: heroku.Addon;
  readonly backups: heroku.BackupSchedule;

  constructor(name: string, { settings, app }: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("penny:index:Database", name, {}, options);
    this.addon = new heroku.Addon(name, { app: app.id, plan: settings.plan }, { parent: this, protect: true });
    this.backups = new heroku.BackupSchedule(
      `${name}-backups`,
      { database: this.addon.id, ...settings.backups },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

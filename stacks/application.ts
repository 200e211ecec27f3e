import * as pulumi from "@pulumi/pulumi";
import * as heroku from "@pulumi/heroku";
import { type ApplicationSettings } from "./settings";

export interface ApplicationArgs {
  readonly settings: ApplicationSettings;
  readonly configVars: Readonly<Record<string, string>>;
  readonly sensitiveConfigVars: Readonly<Record<string, pulumi.Output<string>>>;
}

/** The Heroku app and its config vars. */
export class Application extends pulumi.ComponentResource {
  readonly app: heroku.App;
  readonly configVars: heroku.ConfigVars;

  constructor(
    name: string,
    { settings, configVars, sensitiveConfigVars }: ApplicationArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("penny:index:Application", name, {}, options);
    const { region, stack, team, buildpacks } = settings;
    this.app = new heroku.App(
      name,
      { name: settings.name, region, stack, team, buildpacks },
      { parent: this, protect: true },
    );
    this.configVars = new heroku.ConfigVars(
      name,
      { app: this.app.id, vars: configVars, sensitiveVars: sensitiveConfigVars },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

import * as pulumi from "@pulumi/pulumi";
import * as heroku from "@pulumi/heroku";
import { type ApplicationSettings } from "./settings";

export interface Source {
  /** The commit, 40 hexadecimal digits. */
  readonly commit: pulumi.Input<string>;
  /** Where Heroku downloads the commit's tarball. */
  readonly url: pulumi.Input<string>;
}

export interface ReleaseArgs {
  readonly settings: ApplicationSettings;
  readonly app: heroku.App;
  /** What a new app runs first; without it processes are scaled on the app's first deploy by someone else. */
  readonly source: Source | undefined;
}

/** The first build of a new app, and how many dynos run of each process type. CI owns every later release. */
export class Release extends pulumi.ComponentResource {
  readonly build: heroku.Build | undefined;
  readonly formations: readonly heroku.Formation[];

  constructor(name: string, { settings, app, source }: ReleaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("penny:index:Release", name, {}, options);
    this.build = source && firstBuild(name, app, source, this);
    const ready = this.build ? [this.build] : [];
    this.formations = Object.entries(settings.processes).map(
      ([type, { quantity, size }]) =>
        new heroku.Formation(
          `${name}-${type}`,
          { app: app.id, type, quantity, size },
          { parent: this, dependsOn: ready },
        ),
    );
    this.registerOutputs({});
  }
}

/** A new app has no release and so no process types to scale; what is deployed later is CI's business, hence ignoreChanges. */
function firstBuild(name: string, app: heroku.App, { url, commit }: Source, parent: pulumi.Resource): heroku.Build {
  return new heroku.Build(
    `${name}-first`,
    { app: app.id, source: { url, version: commit } },
    { parent, ignoreChanges: ["source"] },
  );
}

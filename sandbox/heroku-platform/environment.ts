import type { Slug as BuiltSlug } from "../runtime/types";
import type { App, Release, Slug } from "./entities";

/** What a dyno of the release sees: its config vars, and with the feature `runtime-dyno-metadata` facts of the release. */
export function dynoEnvironment(app: App, release: Release, slug: Slug): Record<string, string> {
  if (!app.features["runtime-dyno-metadata"]) return { ...release.environment };
  return {
    ...release.environment,
    HEROKU_APP_ID: app.id,
    HEROKU_APP_NAME: app.name,
    HEROKU_RELEASE_VERSION: `v${release.version}`,
    HEROKU_RELEASE_CREATED_AT: release.createdAt,
    HEROKU_SLUG_COMMIT: slug.commit ?? "",
    HEROKU_SLUG_DESCRIPTION: release.description,
  };
}

/** The slug in the form in which the runtime wants it. */
export const builtSlug = (slug: Slug): BuiltSlug => ({
  folder: slug.folder,
  processTypes: slug.processTypes,
  size: slug.size ?? 0,
  detectedBuildpack: slug.buildpack ?? "",
  env: slug.env,
});

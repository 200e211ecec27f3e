import { eligibleForRollback } from "../eligible-for-rollback";
import type { App, Release } from "../entities";
import { invalidParams } from "../errors";
import type { Platform } from "../platform";
import { createRelease } from "./create-release";

/**
 * Makes a new release with the code and the config vars of an older one. What add-ons bring stays as it is.
 * Source: https://devcenter.heroku.com/articles/releases
 */
export function rollback(platform: Platform, app: App, target: Release, userId: string): Release {
  if (!eligibleForRollback(platform, target) || !target.slugId)
    throw invalidParams(
      `Cannot roll back to v${target.version}: it has no code, never came into force, or its slug is no longer kept.`,
    );
  platform.state.apps.update(app.id, { config: target.config, updatedAt: platform.timestamp() });
  return createRelease(platform, app.id, {
    description: `Rollback to v${target.version}`,
    userId,
    slugId: target.slugId,
  });
}

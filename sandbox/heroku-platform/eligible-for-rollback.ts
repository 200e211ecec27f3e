import type { Release } from "./entities";
import type { Platform } from "./platform";

/** Whether a release can be rolled back to: it has code that is kept, and came into force. */
export const eligibleForRollback = (platform: Platform, release: Release): boolean =>
  release.status === "succeeded" &&
  release.slugId !== null &&
  platform.state.slugs.get(release.slugId)?.state === "ready";

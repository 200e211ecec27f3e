import { findStack } from "../catalog/places";
import { eligibleForRollback } from "../eligible-for-rollback";
import type { App, Build, Release, Slug, Source } from "../entities";
import type { Platform } from "../platform";
import { slugUrl, sourceUrl, streamUrl } from "../urls";
import { appRef, type Wire } from "./wire";

/** The wire forms of what a deployment makes. */

function userRef(platform: Platform, userId: string): Wire {
  const user = platform.state.accounts.get(userId);
  return { email: user?.email ?? "", id: userId };
}

export const releaseWire = (platform: Platform, app: App, release: Release): Wire => ({
  addon_plan_names: release.addonPlanNames,
  app: appRef(app),
  artifacts: release.slugId ? [{ id: release.slugId, type: "slug" }] : [],
  created_at: release.createdAt,
  current: release.current,
  description: release.description,
  eligible_for_rollback: eligibleForRollback(platform, release),
  id: release.id,
  output_stream_url: streamUrl(platform, release.streamId),
  slug: release.slugId ? { id: release.slugId } : null,
  status: release.status,
  updated_at: release.updatedAt,
  user: userRef(platform, release.userId),
  version: release.version,
});

export const slugWire = (platform: Platform, slug: Slug, method: "get" | "put"): Wire => ({
  blob: { method, url: slugUrl(platform, slug) },
  buildpack_provided_description: slug.buildpack,
  checksum: slug.checksum,
  commit: slug.commit,
  commit_description: slug.commitDescription,
  created_at: slug.createdAt,
  id: slug.id,
  process_types: slug.processTypes,
  size: slug.size,
  stack: { id: findStack(slug.stack)?.id, name: slug.stack },
  updated_at: slug.updatedAt,
});

export const sourceWire = (platform: Platform, source: Source): Wire => ({
  source_blob: { get_url: sourceUrl(platform, source), put_url: sourceUrl(platform, source) },
});

/** A buildpack by its address, or by its name in the registry: `heroku/python`. */
export const buildpackWire = (buildpack: string): { name: string; url: string } => {
  const slug = /^(?:urn:buildpack:)?([\w-]+\/[\w.-]+)$/.exec(buildpack)?.[1];
  return slug ? { name: slug, url: `urn:buildpack:${slug}` } : { name: buildpack, url: buildpack };
};

export const buildWire = (platform: Platform, app: App, build: Build): Wire => ({
  app: { id: app.id },
  buildpacks: build.buildpacks.map(buildpackWire),
  created_at: build.createdAt,
  id: build.id,
  output_stream_url: streamUrl(platform, build.streamId),
  release: build.releaseId ? { id: build.releaseId } : null,
  slug: build.slugId ? { id: build.slugId } : null,
  source_blob: {
    checksum: build.source.checksum,
    url: build.source.url,
    version: build.source.version,
    version_description: build.source.versionDescription,
  },
  stack: build.stack,
  status: build.status,
  updated_at: build.updatedAt,
  user: userRef(platform, build.userId),
});

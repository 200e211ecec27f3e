import { randomUUID } from "node:crypto";
import { cp, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { App, Release, Slug } from "../entities";
import type { PromotionTarget } from "../entities-of-pipelines";
import { newSecret } from "../naming";
import type { Platform } from "../platform";
import { createRelease } from "./create-release";

/**
 * Releases an app's slug in another app, without building it again. The slug is copied: each app keeps and prunes its own.
 * Source: https://devcenter.heroku.com/articles/pipelines#promoting
 */
export async function promote(
  platform: Platform,
  source: { readonly app: App; readonly release: Release; readonly slug: Slug },
  target: App,
  userId: string,
): Promise<PromotionTarget> {
  const made = { id: randomUUID(), appId: target.id };
  try {
    const slug = await copySlug(platform, source.slug, target);
    const commit = slug.commit ? ` ${slug.commit.slice(0, 8)}` : "";
    const description = `Promote ${source.app.name} v${source.release.version}${commit}`;
    const release = createRelease(platform, target.id, { description, userId, slugId: slug.id });
    return { ...made, releaseId: release.id, error: null };
  } catch (error) {
    return { ...made, releaseId: null, error: `The slug could not be copied: ${(error as Error).message}` };
  }
}

async function copySlug(platform: Platform, slug: Slug, target: App): Promise<Slug> {
  const id = randomUUID();
  const folder = platform.path("slugs", id);
  await mkdir(dirname(folder), { recursive: true });
  await cp(slug.folder, folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return platform.state.slugs.insert({
    ...slug,
    id,
    folder,
    appId: target.id,
    secret: newSecret(),
    ...platform.stamps(),
  });
}

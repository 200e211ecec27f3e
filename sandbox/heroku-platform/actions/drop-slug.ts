import { rm } from "node:fs/promises";
import type { Slug } from "../entities";
import type { Platform } from "../platform";

/** Removes the files of a slug that nobody runs any more, and what it shared with other slugs when it is the last that needs it. */
export async function dropSlugFiles(platform: Platform, slug: Slug): Promise<void> {
  const { slugs } = platform.state;
  const others = slugs.filter(({ id, state }) => id !== slug.id && state !== "gone");
  const needed = new Set(others.flatMap(({ dependencies = [] }) => dependencies));
  const unneeded = (slug.dependencies ?? []).filter((folder) => !needed.has(folder));
  for (const path of [slug.folder, platform.path("slug-blobs", `${slug.id}.tgz`), ...unneeded])
    await rm(path, { recursive: true, force: true });
}

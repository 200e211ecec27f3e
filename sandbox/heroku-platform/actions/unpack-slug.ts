import { mkdir, rm, stat } from "node:fs/promises";
import { extract } from "tar";
import type { Slug } from "../entities";
import type { Platform } from "../platform";

/** Lays out a slug that a client made: a gzipped tar with all files below `./app`. */
export async function unpackSlug(platform: Platform, slug: Slug, file: string): Promise<void> {
  await rm(slug.folder, { recursive: true, force: true });
  await mkdir(slug.folder, { recursive: true, mode: 0o755 });
  await extract({ file, cwd: slug.folder, strip: 1, filter: (path) => /^(\.\/)?app(\/|$)/.test(path) });
  const { size } = await stat(file);
  platform.state.slugs.update(slug.id, { state: "ready", size, updatedAt: platform.timestamp() });
}

import { mkdir, rm, stat } from "node:fs/promises";
import { ApiError } from "../../kit/errors";
import { unpackArchive } from "../../runtime/machine/archive";
import type { Slug } from "../entities";
import type { Platform } from "../platform";

/** Lays out a slug that a client made: a gzipped tar with all files below `./app`. */
export async function unpackSlug(platform: Platform, slug: Slug, file: string): Promise<void> {
  await rm(slug.folder, { recursive: true, force: true });
  await mkdir(slug.folder, { recursive: true, mode: 0o755 });
  try {
    await unpackArchive(file, slug.folder, { strip: 1, filter: (path) => /^(\.\/)?app(\/|$)/.test(path) });
  } catch (error) {
    await rm(slug.folder, { recursive: true, force: true });
    throw new ApiError(400, `The blob could not be unpacked: ${(error as Error).message}.\n`);
  }
  const { size } = await stat(file);
  platform.state.slugs.update(slug.id, { state: "ready", size, updatedAt: platform.timestamp() });
}

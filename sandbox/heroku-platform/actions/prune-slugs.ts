import type { Platform } from "../platform";
import { dropSlugFiles } from "./drop-slug";

/** How many slugs of an app are kept: each can be a hundred megabytes of this machine's disk. */
const KEPT = 10;

/** Removes the slugs of the app's oldest releases: those can be rolled back to no longer. */
export function pruneSlugs(platform: Platform, appId: string): void {
  const { releases, slugs } = platform.state;
  const newestFirst = releases
    .filter((row) => row.appId === appId && row.slugId !== null)
    .sort((a, b) => b.version - a.version);
  const inOrder = [...new Set(newestFirst.map(({ slugId }) => slugId))];
  const current = newestFirst.find((row) => row.current)?.slugId;
  const usedElsewhere = (id: string): boolean =>
    releases.find((row) => row.slugId === id && row.appId !== appId) !== undefined;
  for (const id of inOrder.slice(KEPT)) {
    const slug = id === null || id === current ? undefined : slugs.get(id);
    if (!slug || slug.state === "gone" || usedElsewhere(slug.id)) continue;
    slugs.update(slug.id, { state: "gone" });
    void dropSlugFiles(platform, slug);
  }
}

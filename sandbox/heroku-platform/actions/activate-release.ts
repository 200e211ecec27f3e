import { randomUUID } from "node:crypto";
import type { Release, Slug } from "../entities";
import type { Platform } from "../platform";
import { releaseWire } from "../wire/releases";
import { pruneSlugs } from "./prune-slugs";

/** The size of the dynos of an app that was never scaled. */
const DEFAULT_SIZE = "Basic";

/** Puts a release in force: its formation stands, and the dynos restart with its slug and config vars. */
export function activateRelease(platform: Platform, releaseId: string): Release {
  const { state } = platform;
  const release = state.releases.update(releaseId, {
    status: "succeeded",
    current: true,
    updatedAt: platform.timestamp(),
  });
  for (const { id, current } of state.releases.where("appId", release.appId))
    if (current && id !== releaseId) state.releases.update(id, { current: false });
  const slug = release.slugId ? state.slugs.get(release.slugId) : undefined;
  state.apps.update(release.appId, {
    releasedAt: platform.timestamp(),
    ...(slug ? { slugSize: slug.size, detectedBuildpack: slug.buildpack, stack: slug.stack } : {}),
  });
  if (slug) {
    followProcessTypes(platform, release.appId, slug);
    platform.dynos.restart(release.appId);
    pruneSlugs(platform, release.appId);
  }
  const app = state.apps.get(release.appId);
  if (app)
    platform.webhooks.tell(app.id, { subject: "release", action: "update", data: releaseWire(platform, app, release) });
  return release;
}

/** The formation has a row for each process type of the slug: the first web is one Basic dyno, others begin at none. */
function followProcessTypes(platform: Platform, appId: string, slug: Slug): void {
  const { formations } = platform.state;
  const rows = formations.where("appId", appId);
  const first = rows.length === 0;
  const size = rows[0]?.size ?? DEFAULT_SIZE;
  for (const [type, command] of Object.entries(slug.processTypes)) {
    const row = rows.find((candidate) => candidate.type === type);
    if (row && row.command !== command) formations.update(row.id, { command, updatedAt: platform.timestamp() });
    if (row) continue;
    const quantity = first && type === "web" ? 1 : 0;
    formations.insert({ id: randomUUID(), appId, type, command, quantity, size, ...platform.stamps() });
  }
  for (const row of rows) if (!(row.type in slug.processTypes)) formations.remove(row.id);
}

import { readdir, rm } from "node:fs/promises";
import type { Platform } from "../platform";

/** After a start: what the end of the sandbox cut off has failed, and the dynos of the formations run again. */
export async function recover(platform: Platform): Promise<void> {
  const { state } = platform;
  const updatedAt = platform.timestamp();
  for (const { id } of state.builds.filter(({ status }) => status === "pending"))
    state.builds.update(id, { status: "failed", updatedAt });
  for (const { id } of state.releases.filter(({ status }) => status === "pending"))
    state.releases.update(id, { status: "failed", updatedAt });
  await dropOldSources(platform);
  await dropOrphans(platform);
  await rm(platform.path("archives"), { recursive: true, force: true });
  await rm(platform.path("moves"), { recursive: true, force: true });
  for (const { id } of state.apps.all()) platform.dynos.reconcile(id);
}

const DAY_MS = 86_400_000;

/** Uploaded sources are for one build; the addresses of Heroku's storage end after an hour, too. */
async function dropOldSources(platform: Platform): Promise<void> {
  const before = platform.options.clock.now().getTime() - DAY_MS;
  for (const { id } of platform.state.sources.removeWhere(({ createdAt }) => Date.parse(createdAt) < before))
    await rm(platform.path("sources", `${id}.tgz`), { force: true });
}

/** Slugs that were being laid out when the sandbox was killed. */
async function dropOrphans(platform: Platform): Promise<void> {
  for (const name of await readdir(platform.path("slugs")).catch(() => []))
    if (!platform.state.slugs.get(name)) await rm(platform.path("slugs", name), { recursive: true, force: true });
}

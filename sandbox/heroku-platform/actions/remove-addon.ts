import type { Addon } from "../entities";
import type { Platform } from "../platform";
import { postgresAddon } from "../postgres-addon";
import { createRelease } from "./create-release";

/** Deprovisions an add-on: tells who keeps something of it, drops its database, detaches it everywhere. */
export async function removeAddon(platform: Platform, addon: Addon, userId?: string): Promise<void> {
  const { state, hooks } = platform;
  const known = postgresAddon(platform.state, addon);
  if (known) await hooks.tell(hooks.addonRemoved, known);
  const attachments = state.attachments.removeWhere((row) => row.addonId === addon.id);
  state.addons.remove(addon.id);
  if (addon.database) await platform.options.databases.dropDatabase(addon.database);
  if (userId === undefined) return;
  for (const { appId, name } of attachments)
    createRelease(platform, appId, {
      description: `Detach ${name} (@ref:${addon.name})`,
      userId,
      releasePhase: false,
    });
}

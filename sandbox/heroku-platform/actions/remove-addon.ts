import type { Addon } from "../entities";
import type { Platform } from "../platform";
import { postgresAddon } from "../postgres-addon";
import { createRelease } from "./create-release";

export interface Removal {
  readonly userId: string;
  /** The app that is being deleted: it gets no release of the detachment. */
  readonly leaving?: string;
}

/** Deprovisions an add-on: tells who keeps something of it, drops its database, detaches it everywhere. */
export async function removeAddon(platform: Platform, addon: Addon, { userId, leaving }: Removal): Promise<void> {
  const { state, hooks } = platform;
  const known = postgresAddon(platform.state, addon);
  if (known) await hooks.tell(hooks.addonRemoved, known);
  const attachments = state.attachments.removeWhere((row) => row.addonId === addon.id);
  state.addons.remove(addon.id);
  if (addon.database) await platform.options.databases.dropDatabase(addon.database);
  for (const { appId, name } of attachments)
    if (appId !== leaving)
      createRelease(platform, appId, {
        description: `Detach ${name} (@ref:${addon.name})`,
        userId,
        releasePhase: false,
      });
}

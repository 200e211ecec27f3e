import { rm } from "node:fs/promises";
import type { App, Slug } from "../entities";
import type { Platform } from "../platform";
import { abandonWork } from "./abandon";
import { dropSlugFiles } from "./drop-slug";
import { removeAddon } from "./remove-addon";

/** Deletes an app with everything that hangs on it: dynos, databases and their backups, slugs, logs. */
export async function deleteApp(platform: Platform, app: App, userId: string): Promise<void> {
  const { state, streams } = platform;
  await Promise.all([abandonWork(platform, app.id), platform.dynos.stopApp(app.id)]);
  await platform.dynos.stopApp(app.id);
  for (const addon of state.addons.where("appId", app.id))
    await removeAddon(platform, addon, { userId, leaving: app.id });
  const ofApp = (row: { readonly appId: string }): boolean => row.appId === app.id;
  state.apps.remove(app.id);
  state.attachments.removeWhere(ofApp);
  state.formations.removeWhere(ofApp);
  for (const rows of [state.domains, state.sniEndpoints, state.collaborators, state.couplings]) rows.removeWhere(ofApp);
  for (const { id } of state.drains.removeWhere(ofApp)) platform.drains.forget(id);
  for (const rows of [state.webhooks, state.webhookEvents, state.webhookDeliveries]) rows.removeWhere(ofApp);
  for (const { streamId } of state.releases.removeWhere(ofApp)) if (streamId) streams.remove(streamId);
  for (const { streamId } of state.builds.removeWhere(ofApp)) streams.remove(streamId);
  for (const slug of state.slugs.filter(ofApp)) await leaveSlug(platform, slug);
  await rm(platform.path("cache", app.id), { recursive: true, force: true });
  await platform.logs.remove(app.id);
  await platform.hooks.tell(platform.hooks.appRemoved, { id: app.id, name: app.name });
}

/** A slug goes with its app, unless another app has released it: then it is that app's from now on. */
async function leaveSlug(platform: Platform, slug: Slug): Promise<void> {
  const { releases, slugs } = platform.state;
  const heir = releases.find(({ slugId }) => slugId === slug.id);
  if (heir) return void slugs.update(slug.id, { appId: heir.appId });
  slugs.remove(slug.id);
  await dropSlugFiles(platform, slug);
}

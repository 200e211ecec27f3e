import { randomUUID } from "node:crypto";
import { configVars } from "../config-vars";
import type { App, Release } from "../entities";
import { newSecret } from "../naming";
import type { Platform } from "../platform";
import { releaseWire } from "../wire/releases";
import { activateRelease } from "./activate-release";
import { runReleasePhase } from "./run-release-phase";

export interface NewRelease {
  readonly description: string;
  readonly userId: string;
  /** The slug that the release brings; without it, it takes over the newest one. */
  readonly slugId?: string;
  /** False for releases that a change of an add-on causes: those run no release phase. */
  readonly releasePhase?: boolean;
}

/**
 * Makes the app's next release. With a release phase, or behind releases that are still running theirs, it stays
 * `pending` until its turn is over; otherwise it is in force when this returns.
 */
export function createRelease(platform: Platform, appId: string, wanted: NewRelease): Release {
  const { state } = platform;
  const app = mustGet(state.apps.get(appId), appId);
  const slugId = wanted.slugId ?? newestSlug(platform, appId);
  const command = slugId ? state.slugs.get(slugId)?.processTypes["release"] : undefined;
  const phase = wanted.releasePhase !== false && command !== undefined;
  const waits = phase || platform.releases.busy(appId);
  const release = state.releases.insert({
    id: randomUUID(),
    appId,
    version: lastVersion(platform, appId) + 1,
    description: wanted.description,
    status: waits ? "pending" : "succeeded",
    current: false,
    slugId: slugId ?? null,
    inheritsSlug: wanted.slugId === undefined,
    config: app.config,
    environment: configVars(state, app),
    addonPlanNames: planNames(platform, appId),
    userId: wanted.userId,
    streamId: phase ? newSecret() : null,
    ...platform.stamps(),
  });
  announce(platform, app, release);
  platform.webhooks.tell(app.id, { subject: "release", action: "create", data: releaseWire(platform, app, release) });
  if (!waits) return activateRelease(platform, release.id);
  if (release.streamId) platform.streams.begin(release.streamId);
  void platform.releases.add(appId, () => takeTurn(platform, release.id));
  return release;
}

/** A release that waited: it takes over the slug that is in force by now, runs its phase, and comes into force. */
async function takeTurn(platform: Platform, releaseId: string): Promise<void> {
  const { state } = platform;
  const release = state.releases.get(releaseId);
  if (release?.status !== "pending" || !state.apps.get(release.appId)) return;
  if (release.inheritsSlug) {
    const slugId = currentRelease(platform, release.appId)?.slugId ?? null;
    state.releases.update(releaseId, { slugId });
  }
  const succeeded = release.streamId ? await runReleasePhase(platform, releaseId) : true;
  if (state.releases.get(releaseId)?.status !== "pending") return;
  if (succeeded) activateRelease(platform, releaseId);
  else fail(platform, releaseId);
  await platform.options.store.flush();
}

function fail(platform: Platform, releaseId: string): void {
  const release = platform.state.releases.update(releaseId, { status: "failed", updatedAt: platform.timestamp() });
  const app = platform.state.apps.get(release.appId);
  if (app)
    platform.webhooks.tell(app.id, { subject: "release", action: "update", data: releaseWire(platform, app, release) });
}

export function currentRelease(platform: Platform, appId: string): Release | undefined {
  return platform.state.releases.where("appId", appId).find(({ current }) => current);
}

function newestSlug(platform: Platform, appId: string): string | undefined {
  const usable = platform.state.releases.where("appId", appId).filter(({ status }) => status !== "failed");
  return usable.at(-1)?.slugId ?? undefined;
}

const lastVersion = (platform: Platform, appId: string): number =>
  Math.max(0, ...platform.state.releases.where("appId", appId).map(({ version }) => version));

function planNames(platform: Platform, appId: string): string[] {
  const { attachments, addons } = platform.state;
  const attached = new Set(attachments.where("appId", appId).map(({ addonId }) => addonId));
  return addons.filter(({ id }) => attached.has(id)).map(({ plan }) => plan);
}

function announce(platform: Platform, app: App, release: Release): void {
  const user = platform.state.accounts.get(release.userId)?.email ?? "someone";
  platform.logs.add(app.id, "app", "api", `${release.description} by user ${user}`);
  platform.logs.add(app.id, "app", "api", `Release v${release.version} created by user ${user}`);
}

function mustGet<T>(row: T | undefined, id: string): T {
  if (!row) throw new Error(`no app with the id ${id} is stored`);
  return row;
}

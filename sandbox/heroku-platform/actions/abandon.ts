import { CLOSING_GRACE_MS } from "../components/web-dynos";
import type { Platform } from "../platform";
import { cancelBuild } from "./run-build";

/** Ends what is under way for an app, or for all: builds are cancelled, releases that wait for their phase fail. */
export async function abandonWork(platform: Platform, appId?: string): Promise<void> {
  const { state } = platform;
  const concerned = (row: { readonly appId: string; readonly status: string }): boolean =>
    row.status === "pending" && (appId === undefined || row.appId === appId);
  for (const build of state.builds.filter(concerned)) cancelBuild(platform, build);
  await (appId === undefined ? platform.builds.allIdle() : platform.builds.idle(appId));
  for (const { id } of state.releases.filter(concerned))
    state.releases.update(id, { status: "failed", updatedAt: platform.timestamp() });
  await (appId === undefined ? platform.oneOffs.stopAll(CLOSING_GRACE_MS) : platform.oneOffs.stopApp(appId));
  await (appId === undefined ? platform.releases.allIdle() : platform.releases.idle(appId));
}

import { builtSlug, dynoEnvironment } from "../environment";
import type { Platform } from "../platform";

const HOUR_MS = 3_600_000;

/**
 * Runs the slug's `release` process in a dyno of its own; its output is the release's output stream.
 * @returns whether it ended with status 0 within the hour that Heroku gives it
 */
export async function runReleasePhase(platform: Platform, releaseId: string): Promise<boolean> {
  const { state, logs, streams } = platform;
  const release = state.releases.get(releaseId);
  const app = release && state.apps.get(release.appId);
  const slug = release?.slugId ? state.slugs.get(release.slugId) : undefined;
  const command = slug?.processTypes["release"];
  if (!release || !app || !slug || command === undefined || !release.streamId) return true;
  const write = streams.writer(release.streamId);
  try {
    const { finished } = await platform.oneOffs.start({
      appId: app.id,
      type: "release",
      command,
      size: state.formations.find((row) => row.appId === app.id && row.type === "web")?.size ?? "Basic",
      release: { id: release.id, version: release.version },
      slug: builtSlug(slug),
      env: dynoEnvironment(app, release, slug),
      timeoutMs: HOUR_MS,
      output: write,
    });
    const code = await finished;
    if (code !== 0) logs.add(app.id, "app", "api", `Release v${release.version} command failed with status ${code}`);
    return code === 0;
  } catch (error) {
    write(`The sandbox could not run the release command: ${(error as Error).message}`);
    return false;
  } finally {
    streams.end(release.streamId);
  }
}

import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { BuildFailed } from "../../runtime/builder/errors";
import { configVars } from "../config-vars";
import type { App, Build, Slug, SourceBlob } from "../entities";
import { newSecret } from "../naming";
import type { Platform } from "../platform";
import { webUrl } from "../urls";
import { buildWire } from "../wire/releases";
import { createRelease } from "./create-release";
import { fetchArchive, verifyChecksum, type Archive } from "./fetch-archive";

/** Orders a build; it runs after the builds of the app that were ordered before it. */
export function orderBuild(
  platform: Platform,
  app: App,
  userId: string,
  wanted: { readonly source: SourceBlob; readonly buildpacks: readonly string[] },
): Build {
  const build = platform.state.builds.insert({
    id: randomUUID(),
    appId: app.id,
    status: "pending",
    streamId: newSecret(),
    source: wanted.source,
    buildpacks: wanted.buildpacks.length > 0 ? wanted.buildpacks : app.buildpacks,
    stack: app.buildStack,
    slugId: null,
    releaseId: null,
    userId,
    ...platform.stamps(),
  });
  platform.streams.begin(build.streamId);
  platform.logs.add(app.id, "app", "api", `Build started by user ${platform.state.accounts.get(userId)?.email ?? ""}`);
  platform.buildAborts.set(build.id, new AbortController());
  tell(platform, build, "create");
  void platform.builds.add(app.id, () => runBuild(platform, build.id));
  return build;
}

function tell(platform: Platform, build: Build, action: "create" | "update"): void {
  const app = platform.state.apps.get(build.appId);
  if (app) platform.webhooks.tell(app.id, { subject: "build", action, data: buildWire(platform, app, build) });
}

/** Ends a build that is pending: it fails. */
export function cancelBuild(platform: Platform, build: Build): void {
  platform.buildAborts.get(build.id)?.abort(new Error("The build was cancelled."));
}

/** A build that runs. */
interface Work {
  readonly platform: Platform;
  readonly app: App;
  readonly build: Build;
  readonly log: (line: string) => void;
}

async function runBuild(platform: Platform, buildId: string): Promise<void> {
  const { state, streams, logs } = platform;
  const build = state.builds.get(buildId);
  const app = build && state.apps.get(build.appId);
  if (!build || !app) return;
  const log = streams.writer(build.streamId);
  const archive = platform.path("archives", `${build.id}.tgz`);
  try {
    const signal = platform.buildAborts.get(build.id)?.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const fetched = await fetchArchive(build.source.url, archive, signal);
    verifyChecksum(fetched, build.source.checksum);
    const work = { platform, app, build, log };
    await release(work, await compile(work, fetched, signal));
    logs.add(app.id, "app", "api", "Build succeeded");
  } catch (error) {
    const reason = error instanceof BuildFailed ? error.reason : (error as Error).message;
    for (const line of reason.split("\n")) log(` !     ${line}`);
    log(" !     Push failed");
    if (state.builds.get(build.id))
      state.builds.update(build.id, { status: "failed", updatedAt: platform.timestamp() });
    logs.add(app.id, "app", "api", "Build failed -- check your build output");
  } finally {
    platform.buildAborts.delete(build.id);
    tell(platform, state.builds.get(build.id) ?? build, "update");
    await platform.options.store.flush();
    streams.end(build.streamId);
    await rm(archive, { force: true });
  }
}

async function compile({ platform, app, build, log }: Work, archive: Archive, signal: AbortSignal): Promise<Slug> {
  const id = randomUUID();
  const folder = platform.path("slugs", id);
  try {
    const built = await platform.options.builder.build({
      archive: archive.file,
      slugFolder: folder,
      cacheFolder: platform.path("cache", app.id),
      buildpacks: build.buildpacks,
      env: configVars(platform.state, platform.state.apps.get(app.id) ?? app),
      log,
      signal,
    });
    signal.throwIfAborted();
    if (!platform.state.apps.get(app.id)) throw new Error("The app was deleted while it was built.");
    return platform.state.slugs.insert({
      id,
      appId: app.id,
      state: "ready",
      folder: built.folder,
      processTypes: built.processTypes,
      env: built.env,
      dependencies: built.dependencies,
      size: built.size,
      stack: build.stack,
      commit: build.source.version,
      commitDescription: build.source.versionDescription,
      checksum: `SHA256:${archive.sha256}`,
      buildpack: built.detectedBuildpack,
      secret: newSecret(),
      ...platform.stamps(),
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Says that a release is made only when that is on the disk: a reader may act on it. */
async function release({ platform, app, build, log }: Work, slug: Slug): Promise<void> {
  const commit = (build.source.version ?? slug.checksum?.slice("SHA256:".length) ?? slug.id).slice(0, 8);
  log("-----> Launching...");
  const made = createRelease(platform, app.id, {
    description: `Deploy ${commit}`,
    userId: build.userId,
    slugId: slug.id,
  });
  platform.state.builds.update(build.id, {
    status: "succeeded",
    slugId: slug.id,
    releaseId: made.id,
    updatedAt: platform.timestamp(),
  });
  await platform.options.store.flush();
  if (made.status === "pending")
    log(" !     Release command declared: this new release will not be available until the command succeeds.");
  log(`       Released v${made.version}`);
  log(`       ${webUrl(platform, app)} deployed to Heroku`);
}

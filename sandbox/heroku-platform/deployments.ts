import { randomUUID } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { orderBuild } from "./actions/run-build";
import type { AppSummary, Caller } from "./directory";
import { findApp } from "./find";
import { newSecret } from "./naming";
import type { Platform } from "./platform";
import { sourceUrl } from "./urls";

/** Source that came by git. */
export interface PushedSource {
  readonly app: AppSummary;
  readonly caller: Caller;
  /** A .tar.gz; it is copied. */
  readonly archive: string;
  readonly commit: string;
  /** The commit's subject. */
  readonly description: string;
}

/** What the git server asks of the Platform API's simulator. */
export interface Deployments {
  /** Builds and releases; `say` gets the build's output as it comes. `released` is the release's id, absent when the build failed. */
  build(
    source: PushedSource,
    say: (text: string) => void,
  ): Promise<{ readonly succeeded: boolean; readonly released?: string }>;
  /** Shows the output of a release's release phase, if it has one, until that ends. */
  watchRelease(releaseId: string, say: (text: string) => void): Promise<void>;
}

export function deploymentsOf(platform: Platform): Deployments {
  const { state, streams } = platform;
  const follow = (streamId: string, say: (text: string) => void): Promise<void> => {
    say(streams.read(streamId) ?? "");
    return new Promise((done) => void streams.follow(streamId, say, done));
  };
  return {
    async build(source, say) {
      const app = findApp(platform, source.app.id);
      const blob = state.sources.insert({ id: randomUUID(), secret: newSecret(), ...platform.stamps() });
      const file = platform.path("sources", `${blob.id}.tgz`);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await copyFile(source.archive, file);
      const build = orderBuild(platform, app, source.caller.userId, {
        source: {
          url: sourceUrl(platform, blob),
          checksum: null,
          version: source.commit,
          versionDescription: source.description,
        },
        buildpacks: [],
      });
      await follow(build.streamId, say);
      const done = state.builds.get(build.id);
      const succeeded = done?.status === "succeeded";
      return done?.releaseId ? { succeeded, released: done.releaseId } : { succeeded };
    },
    async watchRelease(releaseId, say) {
      const release = state.releases.get(releaseId);
      if (!release?.streamId) return;
      say("Running release command...\n\n");
      await follow(release.streamId, say);
      await platform.releases.idle(release.appId);
      const { status } = state.releases.get(releaseId) ?? {};
      say(`Waiting for release.... ${status === "succeeded" ? "done" : "failed"}.\n`);
    },
  };
}

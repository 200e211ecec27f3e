import { type Build, type Release } from "../../clients/heroku-platform";
import { getText } from "../../clients/transport";
import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Progress } from "../output";

export class ReleaseFailed extends OperationError {
  readonly id = "release_failed";
}
export class BuildFailed extends OperationError {
  readonly id = "build_failed";
}

const linesTold = 20;
const tail = (text: string) => text.trimEnd().split("\n").slice(-linesTold).join("\n");

/** Waits for a build. @throws BuildFailed with its last lines */
export async function waitForBuild(context: Context, app: string, id: string, progress: Progress): Promise<Build> {
  const { heroku, signal, time, pollMs } = context;
  for (;;) {
    const build = await heroku.platform.builds.get(app, id, signal);
    if (build.status === "succeeded" && build.release) return build;
    if (build.status === "failed")
      throw new BuildFailed(`the build failed:\n${tail(await getText(build.output_stream_url, signal))}`);
    progress.update("building");
    await time.sleep(pollMs, signal);
  }
}

/** Waits until a release is in force, or its release phase has failed. @throws ReleaseFailed with its last lines */
export async function waitForRelease(context: Context, app: string, id: string, progress: Progress): Promise<Release> {
  const { heroku, signal, time, pollMs } = context;
  for (;;) {
    const release = await heroku.platform.releases.get(app, id, signal);
    if (release.status === "succeeded") return release;
    if (release.status !== "pending") {
      const output = release.output_stream_url ? await getText(release.output_stream_url, signal) : "";
      throw new ReleaseFailed(
        `the release phase of v${release.version} failed, and what served before goes on serving:\n${tail(output)}`,
      );
    }
    progress.update(`release phase of v${release.version}`);
    await time.sleep(pollMs, signal);
  }
}

import { type Build, type Context, getText, Refused, waitUntil } from "../../engine/definition";
import { lastLines, waitForRelease } from "./wait-for-release";
import { withoutVars } from "./without-vars";

/** The build, or the release phase of what it built, failed: there is nothing to wait for any more. */
export class BuildFailed extends Error {
  readonly id = "build_failed";
  override readonly name = "BuildFailed";
}

/** Waits for a build and for the release phase of its release. @throws BuildFailed with the last lines of what failed. */
export async function waitForBuild(app: string, id: string, context: Context): Promise<void> {
  const { builds } = context.platform;
  const ended = await waitUntil(
    `build ${id} has ended`,
    async () => {
      const build = await builds.get(app, id, context.signal);
      return build.status === "pending" || (build.status === "succeeded" && !build.release) ? undefined : build;
    },
    context,
  );
  if (ended.status !== "succeeded" || !ended.release) throw await buildFailed(ended, context);
  await waitForRelease(app, ended.release.id, context).catch((error: unknown) => {
    throw error instanceof Refused ? new BuildFailed(error.message, { cause: error }) : error;
  });
}

async function buildFailed({ id, app, output_stream_url }: Build, context: Context): Promise<BuildFailed> {
  const output = lastLines(await withoutVars(await getText(output_stream_url, context.signal), app.id, context));
  return new BuildFailed(
    `build ${id} of app ${app.id} failed: mend the code or its buildpacks, then run \`up\` again.${output}`,
  );
}

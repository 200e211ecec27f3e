import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Build } from "../../clients/heroku-platform";
import { putFile } from "../../clients/transport";
import { type Context } from "../context";
import { type Mirror } from "../git/mirror";
import { git } from "../migrations/repository";

export interface BuildOrder {
  readonly app: string;
  /** A commit or tree, whose files are built. */
  readonly tree: string;
  /** What the release is said to be. */
  readonly commit: string;
  /** Names or URLs; without them, those of the app. */
  readonly buildpacks?: readonly string[];
}

/** Uploads the files and has Heroku build them; the repository need not be public for it. */
export async function orderBuild(
  context: Context,
  { folder }: Mirror,
  { app, tree, commit, buildpacks = [] }: BuildOrder,
): Promise<Build> {
  const { heroku, signal, time } = context;
  const place = mkdtempSync(join(tmpdir(), "penny-build-"));
  try {
    const file = join(place, "source.tar.gz");
    await git(folder, ["archive", "--format=tar.gz", "--output", file, tree]);
    const { put_url, get_url } = await heroku.platform.builds.createSource(signal);
    await putFile(put_url, file, { time, signal });
    const source_blob = { url: get_url, version: commit };
    const chosen = buildpacks.map((each) => (each.includes("://") ? { url: each } : { name: each }));
    return await heroku.platform.builds.create(
      app,
      { source_blob, ...(chosen.length > 0 && { buildpacks: chosen }) },
      signal,
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

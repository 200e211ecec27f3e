import { isNotFound } from "../../clients/transport";
import { type Context } from "../context";
import { type Mirror, resolveCommit } from "../git/mirror";
import { type DeployedRelease } from "../plans/rollback/releases";

/** How far back is looked: Heroku keeps the releases of an app for ever, and the code of the older ones not. */
const looked = 40;

/** The app's newest releases that have code, the newest first, each with the commit of its code where Heroku and git know it. */
export async function readReleases({ heroku, app, signal }: Context, mirror: Mirror): Promise<DeployedRelease[]> {
  const commits = new Map<string, Promise<string | undefined>>();
  const commitOf = async (slug: string) => {
    const told = await heroku.platform.slugs.get(app.id, slug, signal).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
    return told?.commit ? resolveCommit(mirror, told.commit) : undefined;
  };
  const releases = await heroku.platform.releases.newest(app.id, looked, signal);
  return Promise.all(
    releases.flatMap(({ id, version, status, current, created_at: created, slug, eligible_for_rollback: eligible }) => {
      if (!slug) return [];
      if (!commits.has(slug.id)) commits.set(slug.id, commitOf(slug.id));
      const facts = { id, version, status, current, createdAt: new Date(created), slug: slug.id };
      const reusable = status === "succeeded" && eligible !== false;
      return [commits.get(slug.id)!.then((commit) => ({ ...facts, reusable, commit }))];
    }),
  );
}

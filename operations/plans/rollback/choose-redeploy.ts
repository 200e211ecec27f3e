import { type DeployedRelease } from "./releases";

/** How the wanted commit comes into force again. */
export type Redeploy =
  | { readonly way: "none"; readonly version: number; readonly slug: string }
  | { readonly way: "release"; readonly version: number; readonly slug: string }
  | { readonly way: "build" }
  | { readonly way: "push"; readonly force: boolean };

export interface RedeployFacts {
  readonly commit: string;
  /** The newest first. */
  readonly releases: readonly DeployedRelease[];
  /** What Heroku's git stands at. */
  readonly heroku: string | undefined;
  /** Whether the commit descends from that: then the push needs no force. */
  readonly descends: boolean;
}

/**
 * What serves already needs nothing; what came into force once is there, built, and is released again within seconds. Else git push,
 * as the runbook has it; where Heroku's git stands at that very commit a push would make no release, so that a Build has to.
 */
export function chooseRedeploy({ commit, releases, heroku, descends }: RedeployFacts): Redeploy {
  const ofCommit = releases.filter((each) => each.commit === commit);
  const serving = ofCommit.find(({ current }) => current);
  if (serving) return { way: "none", version: serving.version, slug: serving.slug };
  const kept = ofCommit.find(({ reusable }) => reusable);
  if (kept) return { way: "release", version: kept.version, slug: kept.slug };
  return heroku === commit ? { way: "build" } : { way: "push", force: heroku !== undefined && !descends };
}

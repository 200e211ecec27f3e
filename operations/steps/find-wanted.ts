import { isNotFound } from "../../clients/transport";
import { type Context } from "../context";
import { Refused } from "../errors";
import { type Mirror, resolveCommit } from "../git/mirror";
import { text } from "../git/revert";
import { short, type Wanted } from "../plans/rollback/facts";
import { type DeployedRelease, type Precedes, releaseBefore } from "../plans/rollback/releases";

export interface Asked {
  /** `v5`, or a commit, branch or tag. */
  readonly to?: string;
  readonly pr?: number;
}

export class NoSuchRelease extends Refused {
  readonly id = "no_such_release";
}
export class NoSuchCommit extends Refused {
  readonly id = "no_such_commit";
}
export class NoSuchPull extends Refused {
  readonly id = "no_such_pull_request";
}
export class NothingBefore extends Refused {
  readonly id = "nothing_before";
}

/** What to go back to. @throws NoSuchRelease, NoSuchCommit, NoSuchPull, NothingBefore */
export async function findWanted(
  context: Context,
  mirror: Mirror,
  releases: readonly DeployedRelease[],
  precedes: Precedes,
  { to, pr }: Asked,
): Promise<Wanted> {
  if (pr !== undefined) return beforePull(context, mirror, pr);
  if (to !== undefined)
    return /^v?\d{1,6}$/.test(to) ? ofRelease(releases, Number(to.replace("v", ""))) : ofCommit(mirror, to);
  const found = releaseBefore(releases, precedes);
  if (!found?.commit)
    throw new NothingBefore(
      `${context.app.name} has no earlier release with code of a known commit, so there is nothing to roll back to: deploy first, or name a commit by --to. Nothing was changed`,
    );
  return ofRelease(releases, found.version);
}

function ofRelease(releases: readonly DeployedRelease[], version: number): Wanted {
  const found = releases.find((each) => each.version === version);
  const known = releases
    .filter(({ commit }) => commit)
    .slice(0, 8)
    .map((each) => `v${each.version}`);
  const choose = `Releases with code whose commit is known: ${known.join(", ") || "none"}. Nothing was changed`;
  if (!found) throw new NoSuchRelease(`v${version} is not among the app's newest releases with code. ${choose}`);
  if (!found.commit)
    throw new NoSuchRelease(
      `which commit v${version} is made of is not known, or neither GitHub nor Heroku's git has it. ${choose}`,
    );
  return { commit: found.commit, words: `v${version} (${short(found.commit)})` };
}

async function ofCommit(mirror: Mirror, name: string): Promise<Wanted> {
  const commit = await resolveCommit(mirror, name);
  if (!commit)
    throw new NoSuchCommit(
      `neither GitHub nor Heroku's git has a commit or branch ${name}. Give a release (v12), a commit or a branch. Nothing was changed`,
    );
  return { commit, words: commit.startsWith(name) ? short(commit) : `${name} (${short(commit)})` };
}

/** What the branch held before the pull request was merged. */
async function beforePull({ github }: Context, mirror: Mirror, number: number): Promise<Wanted> {
  if (!github)
    throw new NoSuchPull(
      "no stack names the application's repository: give a release or commit by --to. Nothing was changed",
    );
  const pull = await github.pulls.get(number).catch((error: unknown) => {
    if (isNotFound(error)) throw new NoSuchPull(`there is no pull request ${number}. Nothing was changed`);
    throw error;
  });
  if (!pull.merged || !pull.mergeCommit)
    throw new NoSuchPull(
      `pull request ${number} (${pull.title}) is not merged: there is nothing of it to roll back. Nothing was changed`,
    );
  if (!(await resolveCommit(mirror, pull.mergeCommit)))
    throw new NoSuchPull(
      `the commit ${short(pull.mergeCommit)} that merged pull request ${number} is on no branch of the repository: give a commit by --to. Nothing was changed`,
    );
  const commits = await depth(mirror, pull.mergeCommit, await github.pulls.subjects(number));
  const commit = await resolveCommit(mirror, `${pull.mergeCommit}~${commits}`);
  if (!commit)
    throw new NoSuchPull(
      `what stood before pull request ${number} is not in the repository any more: give a commit by --to. Nothing was changed`,
    );
  return { commit, words: `what stood before pull request ${number} (${short(commit)})` };
}

/** A merge and a squash are one commit on the branch; a rebase wrote the pull request's commits anew, each with its message. */
async function depth(mirror: Mirror, merge: string, subjects: readonly string[]): Promise<number> {
  const count = `--max-count=${subjects.length}`;
  const onBranch = await text(mirror, "log", "--first-parent", "--reverse", "--format=%s", count, merge);
  return onBranch === subjects.join("\n") ? subjects.length : 1;
}

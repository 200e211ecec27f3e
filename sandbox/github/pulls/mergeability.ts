import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { standingOf } from "../protection/checks";
import { mergeObstacles } from "./obstacles";
import { placePullRefs, type Pull } from "./refs";

export interface Mergeability {
  readonly mergeable: boolean | null;
  readonly mergeable_state: "clean" | "blocked" | "behind" | "dirty" | "unstable" | "draft" | "unknown";
  /** Of an open pull request the test merge, of a merged one what it became. */
  readonly mergeCommitSha: string | null;
}

/** Whether a pull request can be merged, worked out at once: GitHub does it in the background and answers null until then. */
export async function mergeability(context: Context, repository: Repository, pull: Pull): Promise<Mergeability> {
  if (pull.state === "closed")
    return { mergeable: null, mergeable_state: "unknown", mergeCommitSha: pull.pull.mergeCommitSha };
  const test = await placePullRefs(context, repository, pull);
  if (test === undefined) return { mergeable: false, mergeable_state: "dirty", mergeCommitSha: null };
  return { mergeable: true, mergeable_state: await stateOf(context, repository, pull), mergeCommitSha: test };
}

async function stateOf(context: Context, repository: Repository, pull: Pull): Promise<Mergeability["mergeable_state"]> {
  if (pull.pull.draft) return "draft";
  const method = repository.settings.allow_merge_commit ? "merge" : "squash";
  const { classic, rulesets, behind } = await mergeObstacles(context, repository, { pull, actor: undefined, method });
  if (classic.length + rulesets.length > 0) return "blocked";
  if (behind) return "behind";
  return anyOpen(context, repository, pull.pull.headSha) ? "unstable" : "clean";
}

/** Whether any check or status of the commit, required or not, is pending or has failed. */
function anyOpen({ state }: Context, repository: Repository, sha: string): boolean {
  const runs = state.checkRuns.filter((row) => row.repositoryId === repository.id && row.headSha === sha);
  const statuses = state.statuses.filter((row) => row.repositoryId === repository.id && row.sha === sha);
  const names = new Set([...runs.map((row) => row.name), ...statuses.map((row) => row.context)]);
  return [...names].some((name) => standingOf(state, repository.id, { context: name, appId: null }, sha) !== undefined);
}

/** How much a pull request changes. */
export async function sizeOf(context: Context, repository: Repository, pull: Pull): Promise<{ commits: number }> {
  return { commits: await gitOf(context, repository).count(pull.pull.headSha, pull.pull.baseSha) };
}

import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { failure, unprocessable, validationFailed } from "../errors";
import { moveRef } from "../pushes";
import { github, placePullRefs, type Pull } from "./refs";

export interface PullChange {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: "open" | "closed";
  readonly base?: string;
}

/** Changes a pull request, or throws GitHub's 422. */
export async function changePull(
  context: Context,
  repository: Repository,
  actor: Viewer,
  row: Pull,
  wish: PullChange,
): Promise<Pull> {
  const { state, events } = context;
  const pull = await retargeted(context, repository, row, wish.base);
  const reopened = wish.state === "open" && row.state === "closed";
  const closed = wish.state === "closed" && row.state === "open";
  if (reopened) await mustBeReopenable(context, row);
  const now = state.now();
  const changed = state.issues.update(row.id, {
    pull,
    title: wish.title ?? row.title,
    body: wish.body === undefined ? row.body : wish.body,
    state: wish.state ?? row.state,
    closedAt: closed ? now : reopened ? null : row.closedAt,
    updatedAt: now,
  }) as Pull;
  await placePullRefs(context, repository, changed);
  const action = closed ? "closed" : reopened ? "reopened" : "edited";
  const { repositoryId, number } = row;
  events.emit({ type: "pull_request", action, repositoryId, number, actorId: actor.account.id });
  return changed;
}

async function retargeted(context: Context, repository: Repository, { pull }: Pull, base: string | undefined) {
  if (base === undefined || base === pull.base) return pull;
  const baseSha = await gitOf(context, repository).branch(base);
  if (!baseSha) throw validationFailed({ resource: "PullRequest", field: "base", code: "invalid" });
  return { ...pull, base, baseSha };
}

async function mustBeReopenable(context: Context, { pull }: Pull): Promise<void> {
  const refused = (message: string) => validationFailed({ resource: "PullRequest", field: "state", code: "invalid", message }); // prettier-ignore
  if (pull.mergedAt !== null) throw refused("state cannot be changed. The pull request is already merged.");
  const from = context.state.repositories.get(pull.headRepositoryId);
  const head = from && (await gitOf(context, from).branch(pull.head));
  if (!head) throw refused(`state cannot be changed. The ${pull.head} branch has been deleted.`);
}

/** Merges the base into the head branch, as the button "Update branch" does. */
export async function updateBranch(
  context: Context,
  repository: Repository,
  actor: Viewer,
  { pull }: Pull,
  expected: string | undefined,
): Promise<void> {
  if (expected !== undefined && expected !== pull.headSha)
    throw unprocessable("expected head sha didn’t match current head ref.");
  if (pull.headRepositoryId !== repository.id) throw unprocessable("The sandbox does not update branches of forks: merge the base into the fork's branch and push it."); // prettier-ignore
  const git = gitOf(context, repository);
  const base = await git.branch(pull.base);
  if (!base || (await git.isAncestor(base, pull.headSha)))
    throw unprocessable("There are no new commits on the base branch.");
  const tree = await git.merge(pull.headSha, base);
  if (!tree) throw unprocessable("merge conflict between base and head");
  const signature = { ...github, date: context.state.now() };
  const sha = await git.writeCommit({
    tree,
    parents: [pull.headSha, base],
    message: `Merge branch '${pull.base}' into ${pull.head}`,
    author: { ...signature, name: actor.account.name ?? actor.account.login },
    committer: signature,
  });
  const refusal = await moveRef({ context, repository, actor }, { ref: `refs/heads/${pull.head}`, old: pull.headSha, new: sha }); // prettier-ignore
  if (refusal) throw failure(422, refusal);
}

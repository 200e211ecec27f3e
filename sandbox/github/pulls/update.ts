import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { PullRequest, Repository } from "../entities";
import { failure, unprocessable, validationFailed } from "../errors";
import { moveRef } from "../pushes";
import { github, placePullRefs, takeOver, type Pull } from "./refs";

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
  const reopened = wish.state === "open" && row.state === "closed";
  const closed = wish.state === "closed" && row.state === "open";
  const followed = reopened ? await caughtUp(context, repository, row) : row.pull;
  const pull = await retargeted(context, repository, followed, wish.base);
  const now = state.now();
  const changed = state.issues.update(row.id, {
    pull,
    title: wish.title ?? row.title,
    body: wish.body === undefined ? row.body : wish.body,
    state: wish.state ?? row.state,
    closedAt: closed ? now : reopened ? null : row.closedAt,
    updatedAt: now,
  }) as Pull;
  if (changed.state === "open") await placePullRefs(context, repository, changed);
  const action = closed ? "closed" : reopened ? "reopened" : "edited";
  const { repositoryId, number } = row;
  events.emit({ type: "pull_request", action, repositoryId, number, actorId: actor.account.id });
  return changed;
}

async function retargeted(context: Context, repository: Repository, pull: PullRequest, base: string | undefined) {
  if (base === undefined || base === pull.base) return pull;
  const baseSha = await gitOf(context, repository).branch(base);
  if (!baseSha) throw validationFailed({ resource: "PullRequest", field: "base", code: "invalid" });
  return { ...pull, base, baseSha };
}

/** A closed pull request does not follow its branch: when it is opened again, it takes what was added meanwhile. */
async function caughtUp(context: Context, repository: Repository, { pull }: Pull): Promise<PullRequest> {
  const refused = (message: string) =>
    validationFailed({
      resource: "PullRequest",
      field: "state",
      code: "invalid",
      message: `state cannot be changed. ${message}`,
    });
  if (pull.mergedAt !== null) throw refused("The pull request is already merged.");
  const from = context.state.repositories.get(pull.headRepositoryId);
  const headSha = from && (await gitOf(context, from).branch(pull.head));
  if (!headSha) throw refused(`The ${pull.head} branch has been deleted.`);
  await takeOver(context, repository, from, headSha);
  if (!(await gitOf(context, repository).isAncestor(pull.headSha, headSha)))
    throw refused(`The ${pull.head} branch was force-pushed or recreated.`);
  return { ...pull, headSha };
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
  if (pull.headRepositoryId !== repository.id)
    throw unprocessable(
      "The sandbox does not update branches of forks: merge the base into the fork's branch and push it.",
    );
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
  const refusal = await moveRef(
    { context, repository, actor },
    { ref: `refs/heads/${pull.head}`, old: pull.headSha, new: sha },
  );
  if (refusal) throw failure(422, refusal);
}

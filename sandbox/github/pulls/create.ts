import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { validationFailed } from "../errors";
import { openPulls, placePullRefs, type Pull } from "./refs";

export interface PullWish {
  readonly title: string;
  /** A branch, or `owner:branch`. */
  readonly head: string;
  readonly base: string;
  readonly body: string | null;
  readonly draft: boolean;
}

const invalid = (field: "head" | "base") => validationFailed({ resource: "PullRequest", field, code: "invalid" });
const refused = (message: string) => validationFailed({ resource: "PullRequest", code: "custom", message });

/** Opens a pull request, or throws GitHub's 422. */
export async function createPull(
  context: Context,
  repository: Repository,
  actor: Viewer,
  wish: PullWish,
): Promise<Pull> {
  const { state, events } = context;
  const owner = state.owner(repository).login;
  const [head, headOwner] = wish.head.split(":").reverse() as [string, string | undefined];
  if (headOwner !== undefined && headOwner.toLowerCase() !== owner.toLowerCase()) throw invalid("head");
  const git = gitOf(context, repository);
  const [headSha, baseSha] = [await git.branch(head), await git.branch(wish.base)];
  if (!headSha) throw invalid("head");
  if (!baseSha) throw invalid("base");
  if (await git.isAncestor(headSha, baseSha)) throw refused(`No commits between ${wish.base} and ${head}`);
  if (openPulls(context, repository).some(({ pull }) => pull.head === head && pull.base === wish.base))
    throw refused(`A pull request already exists for ${owner}:${head}.`);
  const now = state.now();
  const pull = { head, headSha, base: wish.base, baseSha, draft: wish.draft, mergedAt: null, mergedById: null, mergeCommitSha: null }; // prettier-ignore
  const row = {
    id: state.nextId("issue"),
    repositoryId: repository.id,
    number: nextNumber(context, repository),
    title: wish.title,
    body: wish.body,
    state: "open" as const,
    authorId: actor.account.id,
    labels: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    pull,
  };
  state.issues.insert(row);
  await placePullRefs(context, repository, row);
  const { repositoryId, number } = row;
  events.emit({ type: "pull_request", action: "opened", repositoryId, number, actorId: actor.account.id });
  return row;
}

/** Issues and pull requests of a repository are numbered in one sequence, from 1. */
export function nextNumber({ state }: Context, repository: Repository): number {
  const numbers = state.issues.filter((row) => row.repositoryId === repository.id).map((row) => row.number);
  return Math.max(0, ...numbers) + 1;
}

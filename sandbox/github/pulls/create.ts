import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { PullRequest, Repository } from "../entities";
import { validationFailed } from "../errors";
import { headLabel, openPulls, placePullRefs, takeOver, type Pull } from "./refs";

export interface PullWish {
  readonly title: string;
  /** A branch, or `owner:branch`. */
  readonly head: string;
  /** The name of the head's repository, where its owner has several of one network. */
  readonly headRepository?: string;
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
  const [head, headOwner] = wish.head.split(":").reverse() as [string, string | undefined];
  const from = headRepository(context, repository, headOwner, wish.headRepository);
  if (!from) throw invalid("head");
  const git = gitOf(context, repository);
  const [headSha, baseSha] = [await gitOf(context, from).branch(head), await git.branch(wish.base)];
  if (!headSha) throw invalid("head");
  if (!baseSha) throw invalid("base");
  await takeOver(context, repository, from, headSha);
  if (await git.isAncestor(headSha, baseSha)) throw refused(`No commits between ${wish.base} and ${head}`);
  const same = openPulls(context, repository).find(
    ({ pull }) => pull.headRepositoryId === from.id && pull.head === head && pull.base === wish.base,
  );
  if (same) throw refused(`A pull request already exists for ${headLabel(context, same.pull)}.`);
  const row = newPull(context, repository, {
    title: wish.title,
    body: wish.body,
    authorId: actor.account.id,
    pull: { head, headRepositoryId: from.id, headSha, base: wish.base, baseSha, draft: wish.draft },
  });
  state.issues.insert(row);
  await placePullRefs(context, repository, row);
  const { repositoryId, number } = row;
  events.emit({ type: "pull_request", action: "opened", repositoryId, number, actorId: actor.account.id });
  return row;
}

interface Opening extends Pick<Pull, "title" | "body" | "authorId"> {
  readonly pull: Omit<PullRequest, "mergedAt" | "mergedById" | "mergeCommitSha">;
}

function newPull(context: Context, repository: Repository, { pull, ...opening }: Opening): Pull {
  const now = context.state.now();
  return {
    id: context.state.nextId("issue"),
    repositoryId: repository.id,
    number: nextNumber(context, repository),
    ...opening,
    state: "open",
    labels: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    pull: { ...pull, mergedAt: null, mergedById: null, mergeCommitSha: null },
  };
}

/** The repository itself, or a fork of it that belongs to `owner`. */
function headRepository(
  { state }: Context,
  repository: Repository,
  owner: string | undefined,
  name: string | undefined,
): Repository | undefined {
  const account = owner === undefined ? state.owner(repository) : state.account(owner);
  if (account?.id === repository.ownerId && (name === undefined || name === repository.name)) return repository;
  return state.repositories.find(
    (row) => row.ownerId === account?.id && row.parentId === repository.id && (name === undefined || row.name === name),
  );
}

/** Issues and pull requests of a repository are numbered in one sequence, from 1. */
export function nextNumber({ state }: Context, repository: Repository): number {
  const numbers = state.issues.filter((row) => row.repositoryId === repository.id).map((row) => row.number);
  return Math.max(0, ...numbers) + 1;
}

import { gitOf, type Context } from "../context";
import type { Issue, PullRequest, Repository } from "../entities";
import { emailOf } from "../repositories";

/** A pull request with the issue that it is at the same time. */
export type Pull = Issue & { readonly pull: PullRequest };

export const isPull = (issue: Issue): issue is Pull => issue.pull !== undefined;

/** Open pull requests of a repository. */
export function openPulls(context: Context, repository: Repository): Pull[] {
  return context.state.issues
    .filter((row) => row.repositoryId === repository.id && row.state === "open")
    .filter(isPull);
}

/** Open pull requests from a repository, its own and those that it sends as a fork. */
export function openPullsFrom(context: Context, repository: Repository): Pull[] {
  return context.state.issues
    .filter((row) => row.pull?.headRepositoryId === repository.id && row.state === "open")
    .filter(isPull);
}

/** `orchard:feature`; without the repository of the head, which may be gone, `unknown repository`. */
export function headLabel({ state }: Context, { head, headRepositoryId }: PullRequest): string {
  const from = state.repositories.get(headRepositoryId);
  return from ? `${state.owner(from).login}:${head}` : "unknown repository";
}

/** Brings the commits of a fork's branch into the repository that they are to be merged into. */
export async function takeOver(context: Context, repository: Repository, from: Repository, sha: string): Promise<void> {
  if (from.id === repository.id) return;
  await gitOf(context, repository).text([
    "fetch",
    "--quiet",
    "--no-tags",
    `file://${gitOf(context, from).folder}`,
    sha,
  ]);
}

const headRef = (number: number): string => `refs/pull/${number}/head`;
export const mergeRef = (number: number): string => `refs/pull/${number}/merge`;

/** Who commits what GitHub itself makes. */
export const github = { name: "GitHub", email: "noreply@github.com" };

/**
 * Sets the refs of an open pull request: `refs/pull/<n>/head`, and `refs/pull/<n>/merge` to a commit that merges the head into the base's
 * present tip, which is what Actions checks out; without one while they conflict. Returns the test merge.
 */
export async function placePullRefs(context: Context, repository: Repository, row: Pull): Promise<string | undefined> {
  const { number, pull } = row;
  const git = gitOf(context, repository);
  await git.updateRef(headRef(number), pull.headSha);
  const known = await git.parse(`${mergeRef(number)}^{commit}`);
  const test = await testMerge(context, repository, row, known);
  if (test === undefined) await git.deleteRef(mergeRef(number));
  else if (test !== known) await git.updateRef(mergeRef(number), test);
  const now = context.state.issues.get(row.id);
  const stale = now?.state === "open" && now.pull && now.pull.mergeCommitSha !== (test ?? null);
  if (stale) context.state.issues.update(row.id, { pull: { ...now.pull!, mergeCommitSha: test ?? null } });
  return test;
}

/** The one that is known, as long as it merges what is to be merged; undefined where head and base conflict. */
async function testMerge(
  context: Context,
  repository: Repository,
  { pull, authorId }: Pull,
  known: string | undefined,
) {
  const git = gitOf(context, repository);
  const base = await git.branch(pull.base);
  const parents = known && (await git.commit(known))?.parents;
  if (known && parents?.[0] === base && parents?.[1] === pull.headSha) return known;
  const tree = base && (await git.merge(base, pull.headSha));
  if (!base || !tree) return undefined;
  const date = context.state.now();
  const author = context.state.accounts.get(authorId);
  const name = author?.name ?? author?.login ?? github.name;
  return git.writeCommit({
    tree,
    parents: [base, pull.headSha],
    message: `Merge ${pull.headSha} into ${base}`,
    author: { name, email: author ? emailOf(author) : github.email, date },
    committer: { ...github, date },
  });
}

import type { Commit, Signature } from "./objects";
import type { GitRepository } from "./repository";

/**
 * Puts a commit on top of another one; undefined when they conflict. Git before 2.40 cannot be told a merge base, so a commit with the
 * target's tree and the picked one's parent stands in for the target: their merge base is that parent.
 */
export async function cherryPick(
  git: GitRepository,
  onto: string,
  commit: Commit,
  committer: Signature,
): Promise<string | undefined> {
  const treeOfTarget = await git.parse(`${onto}^{tree}`);
  const standIn = await git.writeCommit({
    tree: treeOfTarget!,
    parents: commit.parents.slice(0, 1),
    message: "stand-in",
    author: committer,
    committer,
  });
  const tree = await git.merge(standIn, commit.sha);
  if (tree === undefined) return undefined;
  return git.writeCommit({ tree, parents: [onto], message: commit.message, author: commit.author, committer });
}

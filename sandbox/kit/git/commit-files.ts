import { writeTree } from "./index-file";
import type { Signature } from "./objects";
import type { GitRepository } from "./repository";

export interface FileToCommit {
  readonly path: string;
  /** Without it the file is removed. */
  readonly content?: Buffer;
  readonly mode?: string;
}

export interface FilesCommit {
  readonly branch: string;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
  readonly files: readonly FileToCommit[];
}

/** Commits files on top of a branch, which is made when it does not exist. Undefined when the branch moved meanwhile. */
export async function commitFiles(git: GitRepository, commit: FilesCommit): Promise<string | undefined> {
  const parent = await git.branch(commit.branch);
  const sha = await prepareCommit(git, commit, parent);
  return (await git.updateRef(`refs/heads/${commit.branch}`, sha, parent ?? "")) ? sha : undefined;
}

/** Writes the commit without moving the branch. */
export async function prepareCommit(
  git: GitRepository,
  commit: FilesCommit,
  parent: string | undefined,
): Promise<string> {
  const changes = [];
  for (const { path, content, mode } of commit.files)
    changes.push({ path, mode, sha: content === undefined ? undefined : await git.writeBlob(content) });
  const tree = await writeTree(git, parent, changes);
  const { message, author, committer } = commit;
  return git.writeCommit({ tree, parents: parent ? [parent] : [], message, author, committer });
}

import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Mirror } from "../git/mirror";
import { remoteGit } from "../git/remote-git";
import { commitTree, revertOn } from "../git/revert";
import { short, type TakenCommit, type Wanted } from "../plans/rollback/facts";

export interface RevertPullOptions {
  readonly mirror: Mirror;
  readonly wanted: Wanted;
  /** The last commit of the change that the branch holds. */
  readonly head: string;
  readonly commits: readonly TakenCommit[];
}

export class CannotRevert extends OperationError {
  readonly id = "cannot_revert";
  constructor(head: string, branch: string) {
    super(
      `what came after ${short(head)} touches the same lines: take the change off ${branch} by hand (git revert), in a pull request of your own`,
    );
  }
}

/** Pushes a branch on which the change is taken back, and opens a pull request for it, once. @throws CannotRevert */
export async function openRevertPull(context: Context, options: RevertPullOptions): Promise<string> {
  const { github, remotes, repository, signal } = context;
  const { mirror, wanted, head, commits } = options;
  if (!github || !remotes.github || !repository || !mirror.master) return "no stack names a repository";
  const branch = `penny/revert-${short(head)}`;
  const open = await github.pulls.openFrom(branch);
  if (open) return `pull request ${open.number} is open already: ${open.url}`;
  const reverted = await revertOn(context, mirror, { head, wanted: wanted.commit, master: mirror.master });
  if (reverted === "nothing") return `${repository.branch} does not hold the change any more`;
  if (reverted === "conflict") throw new CannotRevert(head, repository.branch);
  const title = `Revert to ${wanted.words}`;
  const body = bodyOf(wanted, commits);
  const commit = await commitTree(context, mirror, reverted.tree, mirror.master, `${title}\n\n${body}`);
  await remoteGit(
    mirror.folder,
    remotes.github,
    ["push", "--force", remotes.github.url, `${commit}:refs/heads/${branch}`],
    { signal },
  );
  const pull = await github.pulls.create({ title, body, head: branch, base: repository.branch });
  return `pull request ${pull.number}: ${pull.url}`;
}

function bodyOf({ commit }: Wanted, commits: readonly TakenCommit[]): string {
  const lines = commits.map(({ sha, subject }) => `- ${short(sha)} ${subject}`);
  return `Production was rolled back to ${short(commit)}. This takes off the branch what was rolled back, so that the next deploy does not bring it again:\n\n${lines.join("\n")}\n\nWorkflow files stay as they are.\n`;
}

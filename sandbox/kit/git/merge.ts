import { runGit } from "./run";

/** Merges two commits without a work tree; undefined when they conflict. */
export async function mergeTrees(folder: string, ours: string, theirs: string): Promise<string | undefined> {
  const args = ["merge-tree", "--write-tree", "--no-messages", ours, theirs];
  const { code, stdout } = await runGit({ folder, args, accept: [1] });
  return code === 0 ? stdout.toString().trim() : undefined;
}

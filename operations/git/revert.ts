import { type Context } from "../context";
import { git } from "../migrations/repository";
import { type Mirror } from "./mirror";

export interface RevertOptions {
  /** The change's last commit. */
  readonly head: string;
  /** What stood before it. */
  readonly wanted: string;
  /** The branch's head, which descends from `head`. */
  readonly master: string;
}

/** `nothing`: the branch does not hold the change any more. `conflict`: what came after it touches the same lines. */
export type Reverted = { readonly tree: string } | "nothing" | "conflict";

/**
 * What the branch would hold without the change: a merge of the branch with a commit that takes the change back. Workflow files stay as
 * they are: they belong to the pipeline, and a token needs a right of its own to change them.
 */
export async function revertOn(context: Context, mirror: Mirror, options: RevertOptions): Promise<Reverted> {
  const { head, wanted, master } = options;
  const taken = await commitTree(
    context,
    mirror,
    await withoutWorkflows(mirror, wanted, head),
    head,
    "Take the change back",
  );
  const merged = await text(mirror, "merge-tree", "--write-tree", master, taken).catch(() => undefined);
  if (merged === undefined) return "conflict";
  return merged === (await text(mirror, "rev-parse", `${master}^{tree}`)) ? "nothing" : { tree: merged };
}

/** @returns the commit's id; no branch moves */
export async function commitTree(
  { operator }: Context,
  { folder }: Mirror,
  tree: string,
  parent: string,
  message: string,
): Promise<string> {
  const email = operator.split(" ")[0] ?? operator;
  const identity = ["-c", "user.name=penny", "-c", `user.email=${email}`, "-c", "commit.gpgsign=false"];
  const made = await git(folder, [...identity, "commit-tree", tree, "-p", parent, "-F", "-"], message);
  return made.toString().trim();
}

/** The tree of `wanted`, with `.github` as `head` has it. */
async function withoutWorkflows(mirror: Mirror, wanted: string, head: string): Promise<string> {
  const entries = async (commit: string) => (await text(mirror, "ls-tree", commit)).split("\n").filter(Boolean);
  const isGitHub = (entry: string) => entry.endsWith("\t.github");
  const kept = (await entries(wanted)).filter((entry) => !isGitHub(entry));
  return makeTree(mirror, [...kept, ...(await entries(head)).filter(isGitHub)]);
}

/** @param entries lines of `git ls-tree` */
export async function makeTree({ folder }: Mirror, entries: readonly string[]): Promise<string> {
  return (await git(folder, ["mktree"], entries.map((entry) => `${entry}\n`).join(""))).toString().trim();
}

export async function text({ folder }: Mirror, ...args: readonly [string, ...string[]]): Promise<string> {
  return (await git(folder, args)).toString().trim();
}

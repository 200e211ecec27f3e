import { execa } from "execa";
import { GitFailed, NoSuchCommit } from "./errors";

const limit = 120_000;
/** Variables that point git elsewhere than at the folder that was given, as they stand in a hook. */
const elsewhere = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"];

/**
 * Runs git on a repository and returns what it wrote; nothing is changed, no work tree is needed.
 * @throws GitFailed
 */
export async function git(repository: string, args: readonly string[], input?: string): Promise<Buffer> {
  const result = await execa("git", ["--no-pager", "--literal-pathspecs", "-C", repository, ...args], {
    input: input ?? "",
    reject: false,
    timeout: limit,
    maxBuffer: 1_000_000_000,
    encoding: "buffer",
    env: { ...Object.fromEntries(elsewhere.map((name) => [name, undefined])), LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" },
  });
  if (!result.failed) return Buffer.from(result.stdout);
  const said = Buffer.from(result.stderr).toString().trim();
  throw new GitFailed(repository, args[0] ?? "", said || result.shortMessage || "it said nothing");
}

/**
 * The full id of a commit, branch or tag.
 * @throws NoSuchCommit, GitFailed
 */
export async function commitOf(repository: string, revision: string): Promise<string> {
  try {
    const answer = await git(repository, ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`]);
    return answer.toString().trim();
  } catch (error) {
    if (
      error instanceof GitFailed &&
      /needed a single revision|unknown revision|bad revision|expected commit/i.test(error.message)
    )
      throw new NoSuchCommit(repository, revision);
    throw error;
  }
}

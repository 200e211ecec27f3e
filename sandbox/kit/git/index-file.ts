import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { GitRepository } from "./repository";

/** A change of one path; without `sha` the path is removed. */
export interface PathChange {
  readonly path: string;
  readonly mode?: string;
  readonly sha?: string;
}

/** Writes the tree that results when `changes` are made to `base` (a tree or commit; none: an empty tree). Returns its SHA. */
export async function writeTree(
  git: GitRepository,
  base: string | undefined,
  changes: readonly PathChange[],
): Promise<string> {
  const file = join(git.folder, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: file };
  try {
    await git.text(["read-tree", ...(base ? [base] : ["--empty"])], { env });
    const lines = changes.map(({ path, mode = "100644", sha }) =>
      sha ? `${mode} ${sha}\t${path}\0` : `0 ${"0".repeat(40)}\t${path}\0`,
    );
    await git.text(["update-index", "-z", "--add", "--replace", "--index-info"], { env, input: lines.join("") });
    return (await git.text(["write-tree"], { env })).trim();
  } finally {
    rmSync(file, { force: true });
    rmSync(`${file}.lock`, { force: true });
  }
}

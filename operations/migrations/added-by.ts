import { migrationPath } from "./paths";
import { commitOf, git } from "./repository";

/** What a change did to migration files, as paths. */
export interface ChangedMigrations {
  /** New ones. A renamed file is a new migration to Django, and its earlier name a removed one. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Changed in place: a database that has them already never sees the change. */
  readonly changed: readonly string[];
}

/**
 * The migrations that lie between two commits: compares the two trees, so it also holds when history forks.
 * @param from what stood before, @param to the change's last commit; each a commit, branch or tag
 * @throws NoSuchCommit, GitFailed
 */
export async function migrationsAddedBy(repository: string, from: string, to: string): Promise<ChangedMigrations> {
  const [before, after] = [await commitOf(repository, from), await commitOf(repository, to)];
  const told = await git(repository, [
    "diff",
    "--name-status",
    "-z",
    "--no-renames",
    "--no-ext-diff",
    before,
    after,
    "--",
  ]);
  const fields = told.toString().split("\0");
  const of = { A: [] as string[], D: [] as string[], M: [] as string[] };
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [status, path] = [fields[at] as string, fields[at + 1] as string];
    if (migrationPath(path) === undefined) continue;
    // T: a file became a link or the reverse.
    of[status === "A" || status === "D" ? status : "M"].push(path);
  }
  return { added: of.A, removed: of.D, changed: of.M };
}

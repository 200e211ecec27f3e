import { type SourceFile } from "./ask-python";
import { commitOf, git } from "./repository";
import { type Sources } from "./sources";

/** A plain file's line of `git ls-tree -r -z`: links and submodules have other modes. */
const plainFile = /^100\d{3} blob ([0-9a-f]+)\t(.+\.py)$/s;

/** The answer of `git cat-file --batch`: a header line with the size, the bytes, a line feed; again for each. */
function textsOf(batch: Buffer, count: number): string[] {
  const texts: string[] = [];
  let at = 0;
  for (let each = 0; each < count; each++) {
    const end = batch.indexOf("\n", at);
    const size = Number(batch.subarray(at, end).toString().split(" ")[2]);
    texts.push(batch.subarray(end + 1, end + 1 + size).toString());
    at = end + 1 + size + 1;
  }
  return texts;
}

/**
 * The Python files of a commit, read from git's store: no work tree is needed, and none is touched.
 * @param revision a commit, branch or tag
 * @throws NoSuchCommit, GitFailed
 */
export async function sourcesAt(repository: string, revision: string): Promise<Sources> {
  const commit = await commitOf(repository, revision);
  const tree = await git(repository, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  const ids = new Map<string, string>();
  for (const line of tree.toString().split("\0")) {
    const found = plainFile.exec(line);
    if (found !== null) ids.set(found[2] as string, found[1] as string);
  }
  return {
    paths: [...ids.keys()],
    async read(paths): Promise<SourceFile[]> {
      const known = paths.filter((path) => ids.has(path));
      if (known.length === 0) return [];
      const wanted = known.map((path) => `${ids.get(path)}\n`).join("");
      const texts = textsOf(await git(repository, ["cat-file", "--batch"], wanted), known.length);
      return known.map((path, at) => ({ path, source: texts[at] ?? "" }));
    },
  };
}

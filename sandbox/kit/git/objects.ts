/** Git's objects as the API shows them. */

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, UTC, without milliseconds. */
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  /** Bytes, of blobs only. */
  readonly size?: number;
  readonly path: string;
}

export interface Ref {
  /** `refs/heads/master` */
  readonly ref: string;
  readonly sha: string;
  readonly type: string;
}

export interface FileChange {
  readonly filename: string;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  readonly previousFilename?: string;
  readonly additions: number;
  readonly deletions: number;
  readonly sha: string | null;
  readonly patch?: string;
}

export const commitFormat = "%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B%x01";

/** Reads what `git log --format=<commitFormat>` wrote. */
export function parseCommits(text: string): Commit[] {
  return text
    .split("\x01")
    .map((part) => part.replace(/^\n/, ""))
    .filter((part) => part !== "")
    .map(parseCommit);
}

function parseCommit(text: string): Commit {
  const [sha, tree, parents, an, ae, at, cn, ce, ct, message] = text.split("\x00") as string[];
  return {
    sha: sha!,
    tree: tree!,
    parents: parents!.split(" ").filter(Boolean),
    author: { name: an!, email: ae!, date: fromEpoch(at!) },
    committer: { name: cn!, email: ce!, date: fromEpoch(ct!) },
    message: message!.replace(/\n+$/, ""),
  };
}

const fromEpoch = (seconds: string): string => `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`;

/** Reads what `git ls-tree -z --long` wrote. */
export function parseTree(text: string): TreeEntry[] {
  return text
    .split("\0")
    .filter(Boolean)
    .map((line) => {
      const [head, path] = [line.slice(0, line.indexOf("\t")), line.slice(line.indexOf("\t") + 1)];
      const [mode, type, sha, size] = head.split(/ +/) as [string, TreeEntry["type"], string, string];
      return { mode, type, sha, path, ...(type === "blob" ? { size: Number(size) } : {}) };
    });
}

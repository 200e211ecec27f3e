import type { FileChange } from "./objects";
import type { GitRepository } from "./repository";

const statuses: Readonly<Record<string, FileChange["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  T: "changed",
};

/** The files that differ between two commits or trees. `from` undefined: everything is new. */
export async function fileChanges(git: GitRepository, from: string | undefined, to: string): Promise<FileChange[]> {
  const range = from === undefined ? ["--root", to] : [from, to];
  const common = ["diff-tree", "-r", "--find-renames", "--no-commit-id", "-z"];
  const raw = (await git.text([...common, "--raw", "--abbrev=40", ...range])).split("\0");
  const counts = countsByPath(
    await git.text([...common.slice(0, 2), "--no-renames", "--no-commit-id", "-z", "--numstat", ...range]),
  );
  const changes: FileChange[] = [];
  for (let at = 0; raw[at];) {
    const [, , , sha, letter] = raw[at]!.split(" ") as string[];
    const renamed = letter!.startsWith("R");
    const filename = raw[at + (renamed ? 2 : 1)]!;
    const status = statuses[letter![0]!] ?? "changed";
    const [additions, deletions] = renamed ? [0, 0] : (counts.get(filename) ?? [0, 0]);
    const previous = renamed ? { previousFilename: raw[at + 1]! } : {};
    changes.push({ filename, status, ...previous, additions, deletions, sha: /^0+$/.test(sha!) ? null : sha! });
    at += renamed ? 3 : 2;
  }
  return changes;
}

function countsByPath(text: string): Map<string, [number, number]> {
  const rows = text
    .split("\0")
    .filter(Boolean)
    .map((line) => line.split("\t"));
  return new Map(rows.map(([added, deleted, path]) => [path!, [Number(added) || 0, Number(deleted) || 0]]));
}

import { git } from "../migrations/repository";
import { type Precedes } from "../plans/rollback/releases";
import { type Mirror } from "./mirror";

/** Reads the whole graph of commits once, those named among it, and answers from it which comes before which. */
export async function knowOrder({ folder }: Mirror, commits: readonly string[]): Promise<Precedes> {
  const told = await git(
    folder,
    ["rev-list", "--parents", "--all", "--stdin"],
    commits.map((each) => `${each}\n`).join(""),
  );
  const lines = told.toString().split("\n").filter(Boolean);
  const parents = new Map(lines.map((line) => [line.slice(0, 40), line.slice(41).split(" ").filter(Boolean)]));
  const known = new Map<string, ReadonlySet<string>>();
  const upTo = (commit: string): ReadonlySet<string> => {
    const found = known.get(commit) ?? reachable(parents, commit);
    known.set(commit, found);
    return found;
  };
  return (earlier, later) => upTo(later).has(earlier);
}

function reachable(parents: ReadonlyMap<string, readonly string[]>, from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const commit of found) for (const parent of parents.get(commit) ?? []) found.add(parent);
  return found;
}

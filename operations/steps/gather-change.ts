import { type Context } from "../context";
import { commitsBetween, type Mirror } from "../git/mirror";
import { revertOn } from "../git/revert";
import { migrationsAddedBy } from "../migrations/added-by";
import { readMigrations } from "../migrations/read";
import { sourcesAt } from "../migrations/sources-at";
import { type RollbackFacts, type TakenCommit } from "../plans/rollback/facts";
import { type Head } from "../plans/rollback/migrations";
import { type Precedes } from "../plans/rollback/releases";

/** What the commits of some releases have over the wanted one. */
export interface Change {
  readonly heads: readonly Head[];
  /** Migration files that were changed in place. */
  readonly changed: readonly string[];
}

/** Reads the migrations of the commits that are taken away. @throws PythonMissing, ReaderFailed, GitFailed */
export async function gatherChange(
  mirror: Mirror,
  wanted: string,
  heads: readonly string[],
  settingsModule: string | undefined,
): Promise<Change> {
  const changed = new Set<string>();
  const read = async (commit: string): Promise<Head> => {
    const between = await migrationsAddedBy(mirror.folder, wanted, commit);
    for (const path of between.changed) changed.add(path);
    const set = await readMigrations(await sourcesAt(mirror.folder, commit), { settingsModule });
    const added = set.migrations.filter(({ path }) => between.added.includes(path)).map(({ key }) => key);
    return { commit, set, added };
  };
  return { heads: await Promise.all(heads.map(read)), changed: [...changed] };
}

/** Of so many commits the pull requests are asked for. */
const asked = 20;

/** The commits that go, the newest first, with the pull requests that brought them where GitHub tells. */
export async function gatherCommits(
  { github }: Context,
  mirror: Mirror,
  wanted: string,
  heads: readonly string[],
): Promise<TakenCommit[]> {
  const logs = await Promise.all(heads.map((head) => commitsBetween(mirror, wanted, head)));
  const entries = [...new Map(logs.flat().map((entry) => [entry.sha, entry])).values()];
  const pullsOf = async (sha: string, index: number) =>
    github && index < asked ? github.pulls.ofCommit(sha).catch(() => []) : [];
  return Promise.all(
    entries.map(async (entry, index) => {
      const pulls = await pullsOf(entry.sha, index);
      return { ...entry, pulls: pulls.map(({ number, title }) => ({ number, title })) };
    }),
  );
}

/** Whether the branch that is deployed from still holds the change. */
export async function gatherMaster(
  context: Context,
  mirror: Mirror,
  wanted: string,
  heads: readonly string[],
  precedes: Precedes,
): Promise<RollbackFacts["master"]> {
  const { master } = mirror;
  const branch = context.repository?.branch;
  if (!master || !branch) return undefined;
  const head = heads.find((commit) => precedes(commit, master));
  if (head === undefined) return { branch, poisoned: false };
  const reverted = await revertOn(context, mirror, { head, wanted, master });
  return { branch, poisoned: reverted !== "nothing", head };
}

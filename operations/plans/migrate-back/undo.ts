import { type MigrationGraph } from "../../migrations/graph/build";
import { type Key } from "../../migrations/keys";
import { type Migration, type MigrationSet } from "../../migrations/migration";
import { type Reason } from "./plan";

/** Which of the change's migrations are to be undone. */
export interface Undo {
  readonly keys: ReadonlySet<Key>;
  readonly notApplied: readonly Key[];
  readonly reasons: readonly Reason[];
}

const squashedWithOthers = (migration: Key, squash: Key): Reason => ({
  id: "squashed-with-others",
  severity: "refuses",
  migration,
  message:
    `${migration} is one of the migrations that ${squash} squashed, with others that the change did not bring; ` +
    "Django can only go back over all of them. Run it from a commit before the squash, or restore the backup.",
});

const addsNothing = (squash: Key): Reason => ({
  id: "squash-adds-nothing",
  severity: "notes",
  migration: squash,
  message: `${squash} only stands for migrations that were there before: nothing of it is to be undone, and the code before the change takes the database as it is.`,
});

const notInCode = (migration: Key): Reason => ({
  id: "added-not-in-code",
  severity: "refuses",
  migration,
  message: `The database has ${migration}, but the code that would run the commands does not: Django cannot undo what it does not know. Run them on a release, or a temporary app, of the commit that brought it.`,
});

class Sorting {
  readonly keys = new Set<Key>();
  readonly notApplied: Key[] = [];
  readonly reasons: Reason[] = [];
  private readonly files: ReadonlyMap<Key, Migration>;

  constructor(
    set: MigrationSet,
    private readonly state: MigrationGraph,
    private readonly rows: ReadonlySet<Key>,
    private readonly added: ReadonlySet<Key>,
  ) {
    this.files = new Map(set.migrations.map((migration) => [migration.key, migration]));
  }

  sort(key: Key): void {
    const file = this.files.get(key);
    const inGraph = this.state.graph.nodes.get(key)?.migration !== undefined;
    if (!this.rows.has(key) && !(inGraph && this.state.applied.has(key))) this.notApplied.push(key);
    else if (file === undefined) this.reasons.push(notInCode(key));
    else if (file.replaces.length > 0) this.sortSquash(file, inGraph);
    else if (inGraph) this.keys.add(key);
    else this.sortReplaced(key);
  }

  /** Its rows stand whether it ran itself or not, so what counts is whether what it replaces was there before. */
  private sortSquash({ key, replaces }: Migration, inGraph: boolean): void {
    const brought = replaces.filter((each) => this.added.has(each));
    if (brought.length === 0) this.reasons.push(addsNothing(key));
    else if (brought.length === new Set(replaces).size && inGraph) this.keys.add(key);
    // Else each of the replaced is sorted by itself.
  }

  private sortReplaced(key: Key): void {
    const squash = [...this.files.values()].find(
      (each) => each.replaces.includes(key) && this.state.graph.nodes.has(each.key),
    );
    if (squash === undefined) this.reasons.push(notInCode(key));
    else if (!squash.replaces.every((each) => this.added.has(each)))
      this.reasons.push(squashedWithOthers(key, squash.key));
    else this.keys.add(squash.key);
  }
}

export function migrationsToUndo(
  set: MigrationSet,
  state: MigrationGraph,
  rows: ReadonlySet<Key>,
  added: readonly Key[],
): Undo {
  const sorting = new Sorting(set, state, rows, new Set(added));
  for (const key of new Set(added)) sorting.sort(key);
  return sorting;
}

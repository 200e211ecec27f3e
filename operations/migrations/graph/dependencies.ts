import { type Dependency } from "../answers";
import { keyOf, partsOf, type Key } from "../keys";
import { type Migration, type MigrationSet } from "../migration";
import { type Graph } from "./graph";

/** A dependency of which nobody can say what it means. */
export interface Unresolved {
  readonly migration: Key;
  readonly dependency: string;
}

/** The app whose model a setting names: `users.User` → `users`. */
export function swappedApp(set: MigrationSet, setting: string): string | undefined {
  return set.settings.get(setting)?.split(".")[0];
}

/** `__first__` and `__latest__` in an app of the set; undefined where the app has no files here. */
function inSet(graph: Graph, key: Key): Key | undefined {
  const { app, name } = partsOf(key);
  if (name === "__first__") return graph.roots(app)[0];
  return name === "__latest__" ? graph.leaves(app)[0] : key;
}

function named(set: MigrationSet, dependency: Dependency): Key | undefined {
  if (!("setting" in dependency)) return keyOf(dependency);
  const app = swappedApp(set, dependency.setting);
  return app === undefined ? undefined : keyOf({ app, name: "__first__" });
}

/** Django adds these first: `__first__` of another app is looked up among them. */
function addInternal(graph: Graph, migration: Migration, wanted: readonly Key[]): void {
  for (const key of wanted) {
    const { app, name } = partsOf(key);
    if (app === migration.app && name !== "__first__") graph.connect(key, migration.key);
  }
}

function addExternal(graph: Graph, migration: Migration, wanted: readonly Key[], unresolved: Unresolved[]): void {
  for (const key of wanted.filter((each) => partsOf(each).app !== migration.app)) {
    const parent = inSet(graph, key);
    // The first or latest of a package's app: whatever it is, going back over ours never touches it.
    if (parent !== undefined) graph.connect(parent, migration.key);
  }
  for (const key of migration.runBefore) {
    // Django takes no notice of __first__ in the migration's own app.
    if (key === keyOf({ app: migration.app, name: "__first__" })) continue;
    const child = inSet(graph, key);
    if (child === undefined) unresolved.push({ migration: migration.key, dependency: `run_before ${key}` });
    else graph.connect(migration.key, child);
  }
}

/** Connects the migrations of the graph by their `dependencies` and `run_before`, and returns what cannot be told. */
export function connectAll(graph: Graph, set: MigrationSet): Unresolved[] {
  const unresolved: Unresolved[] = [];
  const wanted = set.migrations.map((migration) => {
    const keys = migration.dependencies.map((each) => named(set, each));
    migration.dependencies.forEach((dependency, at) => {
      if (keys[at] === undefined && "setting" in dependency)
        unresolved.push({ migration: migration.key, dependency: `the app of ${dependency.setting}` });
    });
    return keys.filter((key) => key !== undefined);
  });
  set.migrations.forEach((migration, at) => addInternal(graph, migration, wanted[at] ?? []));
  set.migrations.forEach((migration, at) => addExternal(graph, migration, wanted[at] ?? [], unresolved));
  return unresolved;
}

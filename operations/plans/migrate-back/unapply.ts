import { type MigrationGraph } from "../../migrations/graph/build";
import { keyOf, type Key } from "../../migrations/keys";

/** What a command of Django's is told: an app, and a migration's name or `zero`. */
export interface Target {
  readonly app: string;
  readonly name: string;
}

/**
 * What `migrate <app> <target>` unapplies, in order, where the target is applied. Django goes back over the target's children in
 * the same app and all that depends on those, in any app; for `zero` over all of the app.
 */
export function unappliedBy({ graph, applied }: MigrationGraph, { app, name }: Target): Key[] {
  const starts = name === "zero" ? graph.roots(app) : graph.childrenInApp(keyOf({ app, name }));
  return [...new Set(starts.flatMap((start) => graph.backwards(start)))].filter((key) => applied.has(key));
}

/** The rows of `django_migrations` after that; a squashed migration takes the rows of what it replaced with it. */
export function rowsAfter(rows: ReadonlySet<Key>, { graph }: MigrationGraph, unapplied: readonly Key[]): Set<Key> {
  const gone = unapplied.flatMap((key) => [key, ...(graph.nodes.get(key)?.migration?.replaces ?? [])]);
  const left = new Set(rows);
  for (const key of gone) left.delete(key);
  return left;
}

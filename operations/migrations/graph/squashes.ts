import { inOrder, type Key } from "../keys";
import { type Migration } from "../migration";
import { type Graph } from "./graph";

/** The squashed migration stands for the ones it replaces; who depended on one of them depends on it now. */
function useSquash(graph: Graph, squash: Key, replaces: readonly Key[]): void {
  const replaced = new Set(replaces);
  for (const key of replaced) {
    const node = graph.remove(key);
    if (node === undefined) continue;
    for (const child of node.children) if (!replaced.has(child) && child !== squash) graph.connect(squash, child);
    for (const parent of node.parents) if (!replaced.has(parent) && parent !== squash) graph.connect(parent, squash);
  }
}

/** The replaced ones stay; who depended on the squashed migration depends on the last of them. */
function dropSquash(graph: Graph, squash: Key, replaces: readonly Key[]): void {
  const children = graph.remove(squash)?.children ?? new Set<Key>();
  const present = replaces.flatMap((key) => graph.nodes.get(key) ?? []);
  const followed = new Set(present.flatMap((node) => [...node.parents]));
  for (const node of present.filter(({ key }) => !followed.has(key)))
    for (const child of children) graph.connect(node.key, child);
}

/**
 * Puts squashed migrations in the place of what they replace, where the database has all or none of those, as Django does
 * (docs.djangoproject.com/en/stable/topics/migrations/#migration-squashing); returns what Django then counts as applied.
 */
export function settleSquashes(
  graph: Graph,
  migrations: readonly Migration[],
  rows: ReadonlySet<Key>,
): ReadonlySet<Key> {
  const applied = new Set(rows);
  const byKey = new Map(migrations.map((migration) => [migration.key, migration]));
  for (const squash of inOrder(byKey.keys())) {
    const replaces = byKey.get(squash)?.replaces ?? [];
    if (replaces.length === 0 || !graph.nodes.has(squash)) continue;
    const count = new Set(replaces.filter((key) => applied.has(key))).size;
    const all = count === new Set(replaces).size;
    if (all) applied.add(squash);
    else applied.delete(squash);
    if (all || count === 0) useSquash(graph, squash, replaces);
    else dropSquash(graph, squash, replaces);
  }
  return applied;
}

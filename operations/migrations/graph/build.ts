import { inOrder, type Key } from "../keys";
import { type MigrationSet } from "../migration";
import { connectAll, type Unresolved } from "./dependencies";
import { Graph } from "./graph";
import { settleSquashes } from "./squashes";

/** Why Django itself would refuse every `migrate` with this code and this database. */
export type GraphProblem =
  | { readonly kind: "missing"; readonly migration: Key; readonly neededBy: readonly Key[] }
  | { readonly kind: "cycle"; readonly migrations: readonly Key[] }
  | { readonly kind: "conflict"; readonly app: string; readonly leaves: readonly Key[] }
  | { readonly kind: "twice"; readonly migration: Key; readonly paths: readonly string[] }
  | { readonly kind: "history"; readonly migration: Key; readonly parent: Key };

/** The migrations of a commit as Django sees them with a database's `django_migrations`. */
export interface MigrationGraph {
  readonly graph: Graph;
  /** What Django counts as applied: the table's rows, with squashed migrations by what they replace. */
  readonly applied: ReadonlySet<Key>;
  readonly problems: readonly GraphProblem[];
  readonly unresolved: readonly Unresolved[];
}

function twice({ migrations }: MigrationSet): GraphProblem[] {
  const paths = new Map<Key, string[]>();
  for (const { key, path } of migrations) paths.set(key, [...(paths.get(key) ?? []), path]);
  return [...paths]
    .filter(([, all]) => all.length > 1)
    .map(([migration, all]) => ({ kind: "twice", migration, paths: all }));
}

/** Django looks only at the table's rows here, so not at squashed migrations that it counts as applied. */
function brokenHistory(graph: Graph, rows: ReadonlySet<Key>, applied: ReadonlySet<Key>): GraphProblem[] {
  const nodes = [...graph.nodes.values()].filter(({ key }) => rows.has(key));
  return nodes.flatMap(({ key, parents }) =>
    [...parents]
      .filter((parent) => !applied.has(parent) && graph.nodes.get(parent)?.migration !== undefined)
      .map((parent) => ({ kind: "history", migration: key, parent })),
  );
}

function problemsOf(graph: Graph, set: MigrationSet): GraphProblem[] {
  const problems: GraphProblem[] = twice(set);
  const apps = [...new Set(set.migrations.map(({ app }) => app))].sort();
  for (const node of [...graph.nodes.values()].filter(({ migration }) => migration === undefined))
    if (apps.includes(node.app))
      problems.push({ kind: "missing", migration: node.key, neededBy: inOrder([...node.children, ...node.parents]) });
  const cycle = graph.cyclic();
  if (cycle.length > 0) problems.push({ kind: "cycle", migrations: cycle });
  for (const app of apps) {
    const leaves = graph.leaves(app);
    if (leaves.length > 1) problems.push({ kind: "conflict", app, leaves });
  }
  return problems;
}

/** @param rows the rows of `django_migrations` */
export function buildGraph(set: MigrationSet, rows: ReadonlySet<Key>): MigrationGraph {
  const graph = new Graph();
  for (const migration of set.migrations) graph.add(migration.key, migration);
  const unresolved = connectAll(graph, set);
  const applied = settleSquashes(graph, set.migrations, rows);
  const problems = [...problemsOf(graph, set), ...brokenHistory(graph, rows, applied)];
  return { graph, applied, problems, unresolved };
}

import { type MigrationGraph } from "../../migrations/graph/build";
import { keyOf, partsOf, type Key } from "../../migrations/keys";
import { unappliedBy, type Target } from "./unapply";

export interface Choice {
  readonly target: Target;
  readonly unapplies: readonly Key[];
  /** Names in the app that begin with the target's name: Django takes a name as a beginning, and refuses when several match. */
  readonly alsoMatching: readonly string[];
}

interface Scored extends Choice {
  readonly others: number;
}

/** Django matches the target against every file of the app, also against those that a squashed migration replaces. */
function alsoMatching(names: readonly string[], target: string): string[] {
  return target === "zero" ? [] : names.filter((name) => name !== target && name.startsWith(target));
}

/** Fewer of others' migrations first, then names that Django takes, then fewer in all, then the latest name. */
function compare(a: Scored, b: Scored): number {
  const numbers = [
    a.others - b.others,
    a.alsoMatching.length - b.alsoMatching.length,
    a.unapplies.length - b.unapplies.length,
  ];
  const decided = numbers.find((number) => number !== 0);
  if (decided !== undefined) return decided;
  const [first, second] = [
    a.target.name === "zero" ? "" : a.target.name,
    b.target.name === "zero" ? "" : b.target.name,
  ];
  return first > second ? -1 : 1;
}

/**
 * The app's last state before the change: of all targets by which Django unapplies everything of the app that is to be undone, the
 * one that touches the fewest migrations beside.
 * @param names the names of all of the app's migration files
 */
export function chooseTarget(
  state: MigrationGraph,
  app: string,
  undo: ReadonlySet<Key>,
  names: readonly string[],
): Choice {
  const wanted = [...undo].filter((key) => partsOf(key).app === app && state.applied.has(key));
  const standing = state.graph
    .keys(app)
    .filter((key) => state.applied.has(key) && !undo.has(key) && state.graph.nodes.get(key)?.migration !== undefined);
  const targets = [...standing.map(partsOf), { app, name: "zero" }];
  const scored = targets.flatMap((target): Scored[] => {
    const unapplies = unappliedBy(state, target);
    const found = new Set(unapplies);
    // The target goes too when others hang on a cycle; such a graph is refused elsewhere.
    if (wanted.some((key) => !found.has(key)) || found.has(keyOf(target))) return [];
    const others = unapplies.filter((key) => !undo.has(key)).length;
    return [{ target, unapplies, others, alsoMatching: alsoMatching(names, target.name) }];
  });
  const best = scored.sort(compare)[0];
  return best ?? { target: { app, name: "zero" }, unapplies: wanted, alsoMatching: [] };
}

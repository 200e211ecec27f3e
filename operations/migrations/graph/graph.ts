import { inOrder, partsOf, type Key } from "../keys";
import { type Migration } from "../migration";

/** A migration with its direct neighbours; `migration` is undefined for what only other migrations name. */
export interface GraphNode {
  readonly key: Key;
  readonly app: string;
  readonly migration: Migration | undefined;
  readonly parents: Set<Key>;
  readonly children: Set<Key>;
}

/** Migrations and their dependencies; a parent must be applied before its child. */
export class Graph {
  private readonly byKey = new Map<Key, GraphNode>();

  get nodes(): ReadonlyMap<Key, GraphNode> {
    return this.byKey;
  }

  keys(app?: string): Key[] {
    return inOrder(
      [...this.byKey.values()].filter((node) => app === undefined || node.app === app).map(({ key }) => key),
    );
  }

  add(key: Key, migration?: Migration): GraphNode {
    const node = { key, app: partsOf(key).app, migration, parents: new Set<Key>(), children: new Set<Key>() };
    this.byKey.set(key, node);
    return node;
  }

  /** Both come to be, without a file, where they are not there. */
  connect(parent: Key, child: Key): void {
    (this.byKey.get(parent) ?? this.add(parent)).children.add(child);
    (this.byKey.get(child) ?? this.add(child)).parents.add(parent);
  }

  remove(key: Key): GraphNode | undefined {
    const node = this.byKey.get(key);
    if (node === undefined) return undefined;
    for (const child of node.children) this.byKey.get(child)?.parents.delete(key);
    for (const parent of node.parents) this.byKey.get(parent)?.children.delete(key);
    this.byKey.delete(key);
    return node;
  }

  /** An app's migrations without a parent in the same app, sorted. */
  roots(app: string): Key[] {
    return this.keys(app).filter((key) => this.without(this.byKey.get(key)?.parents, app));
  }

  /** An app's migrations without a child in the same app, sorted. */
  leaves(app: string): Key[] {
    return this.keys(app).filter((key) => this.without(this.byKey.get(key)?.children, app));
  }

  childrenInApp(key: Key): Key[] {
    const node = this.byKey.get(key);
    return inOrder([...(node?.children ?? [])].filter((child) => partsOf(child).app === node?.app));
  }

  /** The migration and all that depend on it, dependents first: the order in which Django unapplies them. */
  backwards(start: Key): Key[] {
    const done = new Set<Key>();
    const entered = new Set<Key>();
    const stack: [Key, boolean][] = [[start, false]];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const [key, finished] = top;
      if (finished) done.add(key);
      // Entered and not done: the way led in a circle, which is reported elsewhere.
      else if (!entered.has(key)) {
        entered.add(key);
        stack.push([key, true]);
        for (const child of inOrder(this.byKey.get(key)?.children ?? [])) stack.push([child, false]);
      }
    }
    return [...done];
  }

  /** The migrations that lie on a cycle or behind one; empty when there is none. */
  cyclic(): Key[] {
    const left = new Map([...this.byKey.values()].map((node) => [node.key, node.parents.size]));
    const free = [...left].filter(([, parents]) => parents === 0).map(([key]) => key);
    for (let key = free.pop(); key !== undefined; key = free.pop()) {
      left.delete(key);
      for (const child of this.byKey.get(key)?.children ?? []) {
        const parents = (left.get(child) ?? 0) - 1;
        left.set(child, parents);
        if (parents === 0) free.push(child);
      }
    }
    return inOrder(left.keys());
  }

  private without(neighbours: ReadonlySet<Key> | undefined, app: string): boolean {
    return [...(neighbours ?? [])].every((key) => partsOf(key).app !== app);
  }
}

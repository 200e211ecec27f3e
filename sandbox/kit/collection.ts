import { immutable } from "./immutable";

export interface Entity {
  readonly id: string;
}

type Watcher<T> = (before: T | undefined, after: T | undefined) => void;

/**
 * Entities of one kind, in the order in which they were made. What is stored is immutable, all the way down: it is handed out as it is,
 * without a copy, and changes only through the methods, which put another in its place.
 */
export class Collection<T extends Entity> {
  private readonly watchers: Watcher<T>[] = [];
  private readonly indexes = new Map<keyof T, Index<T>>();

  constructor(
    private readonly rows: Map<string, T>,
    private readonly changed: (id: string, row?: T) => void,
  ) {}

  /** Calls back after each change, with the entity as it was (undefined when it is new) and as it is (undefined when it is gone). */
  watch(watcher: Watcher<T>): void {
    this.watchers.push(watcher);
  }

  all(): T[] {
    return [...this.rows.values()];
  }

  get(id: string): T | undefined {
    return this.rows.get(id);
  }

  find(test: (row: T) => boolean): T | undefined {
    for (const row of this.rows.values()) if (test(row)) return row;
    return undefined;
  }

  filter(test: (row: T) => boolean): T[] {
    return this.all().filter(test);
  }

  /**
   * Those that have this value there, without a look at the others, however many they are. In the order in which they got it.
   * For what every request asks; the first call makes the index.
   */
  where<K extends keyof T>(key: K, value: T[K]): T[] {
    return this.index(key).get(value);
  }

  insert(row: T): T {
    if (this.rows.has(row.id)) throw new Error(`an entity with the id ${row.id} is stored already`);
    return this.put(immutable(row));
  }

  update(id: string, change: Partial<Omit<T, "id">>): T {
    const row = this.rows.get(id);
    if (!row) throw new Error(`no entity with the id ${id} is stored`);
    return this.put(immutable({ ...row, ...change }));
  }

  remove(id: string): T | undefined {
    const row = this.rows.get(id);
    if (this.rows.delete(id)) this.tell(id, row, undefined);
    return row;
  }

  removeWhere(test: (row: T) => boolean): T[] {
    const gone = this.filter(test);
    for (const row of gone) this.remove(row.id);
    return gone;
  }

  private put(row: T): T {
    const before = this.rows.get(row.id);
    this.rows.set(row.id, row);
    this.tell(row.id, before, row);
    return row;
  }

  private tell(id: string, before: T | undefined, after: T | undefined): void {
    for (const index of this.indexes.values()) index.move(before, after);
    this.changed(id, after);
    for (const watcher of this.watchers) watcher(before, after);
  }

  private index(key: keyof T): Index<T> {
    const known = this.indexes.get(key);
    if (known) return known;
    const made = new Index<T>(key);
    for (const row of this.rows.values()) made.move(undefined, row);
    this.indexes.set(key, made);
    return made;
  }
}

/** Entities by the value that they have under one key. */
class Index<T extends Entity> {
  private readonly byValue = new Map<unknown, Map<string, T>>();

  constructor(private readonly key: keyof T) {}

  get(value: unknown): T[] {
    return [...(this.byValue.get(value)?.values() ?? [])];
  }

  move(before: T | undefined, after: T | undefined): void {
    if (before && before[this.key] !== after?.[this.key]) this.remove(before);
    if (!after) return;
    const value = after[this.key];
    const rows = this.byValue.get(value) ?? new Map<string, T>();
    this.byValue.set(value, rows.set(after.id, after));
  }

  private remove(row: T): void {
    const value = row[this.key];
    const rows = this.byValue.get(value);
    if (rows?.delete(row.id) && rows.size === 0) this.byValue.delete(value);
  }
}

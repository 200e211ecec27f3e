import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

export interface Entity {
  readonly id: string;
}

/** Entities of one kind, in the order in which they were made. Answers are copies: what is stored changes only through the methods. */
export class Collection<T extends Entity> {
  private readonly watchers: ((before: Readonly<T> | undefined, after: Readonly<T> | undefined) => void)[] = [];

  constructor(
    private readonly rows: Map<string, T>,
    private readonly changed: () => void,
  ) {}

  /** Calls back after each change, with the entity as it was (undefined when it is new) and as it is (undefined when it is gone). */
  watch(watcher: (before: Readonly<T> | undefined, after: Readonly<T> | undefined) => void): void {
    this.watchers.push(watcher);
  }

  all(): T[] {
    return [...this.rows.values()].map((row) => structuredClone(row));
  }

  get(id: string): T | undefined {
    return structuredClone(this.rows.get(id));
  }

  find(test: (row: Readonly<T>) => boolean): T | undefined {
    for (const row of this.rows.values()) if (test(row)) return structuredClone(row);
    return undefined;
  }

  filter(test: (row: Readonly<T>) => boolean): T[] {
    return [...this.rows.values()].filter(test).map((row) => structuredClone(row));
  }

  insert(row: T): T {
    if (this.rows.has(row.id)) throw new Error(`an entity with the id ${row.id} is stored already`);
    return this.put(row);
  }

  update(id: string, change: Partial<Omit<T, "id">>): T {
    const row = this.rows.get(id);
    if (!row) throw new Error(`no entity with the id ${id} is stored`);
    return this.put({ ...row, ...change });
  }

  remove(id: string): T | undefined {
    const row = this.rows.get(id);
    if (this.rows.delete(id)) this.tell(row, undefined);
    return row;
  }

  removeWhere(test: (row: Readonly<T>) => boolean): T[] {
    const gone = [...this.rows.values()].filter(test);
    for (const row of gone) this.remove(row.id);
    return gone;
  }

  private put(row: T): T {
    const before = this.rows.get(row.id);
    this.rows.set(row.id, structuredClone(row));
    this.tell(before, row);
    return structuredClone(row);
  }

  private tell(before: T | undefined, after: T | undefined): void {
    this.changed();
    for (const watcher of this.watchers) watcher(before, after);
  }
}

/** A simulator's state: collections in memory, kept in one JSON file that only its owner can read. */
export class Store {
  private readonly collections = new Map<string, Map<string, Entity>>();
  private dirty = false;
  private writing: Promise<void> = Promise.resolve();

  /** @param file where the state is kept; without it, it lives in memory only. */
  constructor(private readonly file?: string) {
    if (file) this.load(file);
  }

  collection<T extends Entity>(name: string): Collection<T> {
    const rows = this.collections.get(name) ?? new Map<string, Entity>();
    this.collections.set(name, rows);
    return new Collection<T>(rows as Map<string, T>, () => {
      this.dirty = true;
    });
  }

  get empty(): boolean {
    return [...this.collections.values()].every((rows) => rows.size === 0);
  }

  /** Returns when all changes so far are on the disk: an answered request survives a kill. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    if (!this.dirty || !this.file) return;
    this.dirty = false;
    const state = Object.fromEntries([...this.collections].map(([name, rows]) => [name, [...rows.values()]]));
    await writeFileAtomic(this.file, JSON.stringify(state, null, 1), { mode: 0o600 });
  }

  private load(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    for (const [name, rows] of Object.entries(JSON.parse(text) as Record<string, Entity[]>))
      this.collections.set(name, new Map(rows.map((row) => [row.id, row])));
  }
}

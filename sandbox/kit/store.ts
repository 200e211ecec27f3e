import { appendFileSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
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
    private readonly changed: (id: string, row?: T) => void,
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

  /** The ids of those that match: large rows are not copied to be counted or to be shown page by page. */
  ids(test: (row: Readonly<T>) => boolean): string[] {
    return [...this.rows.values()].filter(test).map(({ id }) => id);
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
    if (this.rows.delete(id)) this.tell(id, row, undefined);
    return row;
  }

  removeWhere(test: (row: Readonly<T>) => boolean): T[] {
    const gone = [...this.rows.values()].filter(test);
    for (const row of gone) this.remove(row.id);
    return gone;
  }

  private put(row: T): T {
    const before = this.rows.get(row.id);
    const after = structuredClone(row);
    this.rows.set(row.id, after);
    this.tell(row.id, before, after);
    return structuredClone(after);
  }

  private tell(id: string, before: T | undefined, after: T | undefined): void {
    this.changed(id, after);
    for (const watcher of this.watchers) watcher(before, after);
  }
}

/** A row as it is now; without one it is gone. */
type Change = readonly [collection: string, id: string, row?: Entity];

/** Below this, the file of changes is not worth folding into the snapshot. */
const leastFolded = 1024 * 1024;

/**
 * A simulator's state: collections in memory, kept in two files that only their owner can read: a snapshot, replaced as a whole, and the
 * changes since, appended as one line for each flush. A line that a kill cut short was never answered for, and is left out.
 */
export class Store {
  private readonly collections = new Map<string, Map<string, Entity>>();
  private pending: Change[] = [];
  private readonly changesFile: string | undefined;
  private changesSize = 0;
  private foldAt = leastFolded;

  /** @param file where the state is kept; without it, it lives in memory only. */
  constructor(private readonly file?: string) {
    this.changesFile = file?.replace(/(\.json)?$/, ".changes.jsonl");
    if (file) this.load(file);
  }

  collection<T extends Entity>(name: string): Collection<T> {
    return new Collection<T>(this.rows(name) as Map<string, T>, (id, row) => {
      if (this.file) this.pending.push(row ? [name, id, row] : [name, id]);
    });
  }

  get empty(): boolean {
    return [...this.collections.values()].every((rows) => rows.size === 0);
  }

  /** Returns when all changes so far are with the operating system: an answered request survives a kill of this process. */
  async flush(): Promise<void> {
    if (this.pending.length === 0 || !this.changesFile) return;
    const line = `${JSON.stringify(this.pending)}\n`;
    appendFileSync(this.changesFile, line, { mode: 0o600 });
    this.pending = [];
    this.changesSize += line.length;
    if (this.changesSize > this.foldAt) this.fold();
  }

  private rows(name: string): Map<string, Entity> {
    const rows = this.collections.get(name) ?? new Map<string, Entity>();
    this.collections.set(name, rows);
    return rows;
  }

  /** A kill between the two steps is harmless: changes that the snapshot holds already change nothing. */
  private fold(): void {
    if (!this.file || !this.changesFile) return;
    const state = JSON.stringify(Object.fromEntries([...this.collections].map(([name, rows]) => [name, [...rows.values()]]))); // prettier-ignore
    writeFileAtomic.sync(this.file, state, { mode: 0o600 });
    truncateSync(this.changesFile);
    this.changesSize = 0;
    this.foldAt = Math.max(leastFolded, state.length);
  }

  private load(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    for (const [name, rows] of Object.entries(JSON.parse(read(file) ?? "{}") as Record<string, Entity[]>))
      for (const row of rows) this.rows(name).set(row.id, row);
    if (this.changesFile) this.replay(this.changesFile);
  }

  private replay(changesFile: string): void {
    const text = read(changesFile);
    if (!text) return;
    const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean); // prettier-ignore
    for (const [name, id, row] of lines.flatMap((line) => JSON.parse(line) as Change[]))
      if (row) this.rows(name).set(id, row);
      else this.rows(name).delete(id);
    this.fold();
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

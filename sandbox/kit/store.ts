import { Collection, type Entity } from "./collection";
import { immutable } from "./immutable";
import { type Change, StateFiles } from "./state-files";

/** A simulator's state: collections in memory, kept in files when it has a place for them. */
export class Store {
  private readonly collections = new Map<string, Map<string, Entity>>();
  private readonly files: StateFiles | undefined;
  private pending: Change[] = [];

  /** @param file where the state is kept; without it, it lives in memory only. */
  constructor(file?: string) {
    this.files = file === undefined ? undefined : new StateFiles(file);
    for (const [name, id, row] of this.files?.read() ?? [])
      if (row) this.rows(name).set(id, immutable(row));
      else this.rows(name).delete(id);
  }

  collection<T extends Entity>(name: string): Collection<T> {
    return new Collection<T>(this.rows(name) as Map<string, T>, (id, row) => {
      if (this.files) this.pending.push(row ? [name, id, row] : [name, id]);
    });
  }

  get empty(): boolean {
    return [...this.collections.values()].every((rows) => rows.size === 0);
  }

  /** Returns when all changes so far are with the operating system: an answered request survives a kill of this process. */
  async flush(): Promise<void> {
    if (this.pending.length === 0 || !this.files) return;
    this.files.append(this.pending);
    this.pending = [];
    this.files.foldWhenLarge(() => [...this.collections].map(([name, rows]) => [name, [...rows.values()]]));
  }

  /** Flushes, and returns when nothing is written any more. */
  async close(): Promise<void> {
    await this.flush();
    await this.files?.settle();
  }

  private rows(name: string): Map<string, Entity> {
    const rows = this.collections.get(name) ?? new Map<string, Entity>();
    this.collections.set(name, rows);
    return rows;
  }
}

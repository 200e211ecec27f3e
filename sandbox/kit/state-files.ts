import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from "node:fs";
import { open, rename } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Entity } from "./collection";

/** A row as it is now; without one it is gone. */
export type Change = readonly [collection: string, id: string, row?: Entity];

/** All that is stored, by collection. */
export type Rows = readonly (readonly [collection: string, rows: readonly Entity[]])[];

/** The snapshot of a generation holds the changes of all before it. */
interface Snapshot {
  readonly generation?: number;
  readonly [collection: string]: readonly Entity[] | number | undefined;
}

/** Bytes of changes below which they are not worth folding into the snapshot. */
const leastFolded = 1024 * 1024;

/** Rows that are made into text before others have their turn. */
const atOnce = 200;

/**
 * The files that keep a state, which only their owner can read: `x.json`, a snapshot, replaced as a whole, and `x.changes.jsonl`, the changes
 * since, one line for each flush. Folding renames the changes to `x.changes.N.jsonl`, writes a snapshot of generation N + 1 while the next
 * changes are appended to a new file, and then removes those that it holds. So a kill at any moment leaves files that tell all that was flushed:
 * a line that it cut short was never answered for, and is cut off.
 */
export class StateFiles {
  private readonly changesFile: string;
  /** Bytes of the file of changes. */
  private size = 0;
  private foldAt = leastFolded;
  private generation = 0;
  private folding: Promise<void> | undefined;

  constructor(private readonly snapshotFile: string) {
    this.changesFile = this.changesOf();
  }

  /** The changes that lead to the state as it was flushed last, oldest first. */
  *read(): Generator<Change> {
    mkdirSync(dirname(this.snapshotFile), { recursive: true });
    const { generation = 0, ...collections } = JSON.parse(read(this.snapshotFile)?.toString() ?? "{}") as Snapshot;
    this.generation = generation;
    for (const [name, rows] of Object.entries(collections as Record<string, readonly Entity[]>))
      for (const row of rows) yield [name, row.id, row];
    for (const folded of this.foldedInto()) {
      if (folded < generation) rmSync(this.changesOf(folded));
      else {
        yield* changesIn(read(this.changesOf(folded)) ?? Buffer.of());
        this.generation = folded + 1;
      }
    }
    const bytes = read(this.changesFile) ?? Buffer.of();
    this.size = bytes.lastIndexOf("\n") + 1;
    if (this.size < bytes.length) this.cutOff(this.size);
    yield* changesIn(bytes.subarray(0, this.size));
  }

  /** Returns when the changes are with the operating system: they survive a kill of this process. */
  append(changes: readonly Change[]): void {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    try {
      appendFileSync(this.changesFile, line, { mode: 0o600 });
    } catch (error) {
      this.cutOff(this.size); // of a line that the disk had no room for, the part that it took
      throw error;
    }
    this.size += line.length;
  }

  /** Begins to fold the changes into the snapshot when they have outgrown it. @param rows all, as they are after the last append */
  foldWhenLarge(rows: () => Rows): void {
    if (this.size <= this.foldAt || this.folding) return;
    const folded = this.generation;
    this.generation += 1;
    this.size = 0;
    renameSync(this.changesFile, this.changesOf(folded));
    this.folding = this.fold(rows(), folded + 1)
      .catch((error: Error) => void process.stderr.write(`${this.snapshotFile} was not replaced: ${error.stack}\n`))
      .finally(() => (this.folding = undefined));
  }

  /** Returns when nothing is written any more. */
  async settle(): Promise<void> {
    await this.folding;
  }

  private async fold(rows: Rows, generation: number): Promise<void> {
    const text = await snapshotOf(rows, generation);
    await replace(this.snapshotFile, text);
    this.foldAt = Math.max(leastFolded, text.length);
    for (const folded of this.foldedInto()) if (folded < generation) rmSync(this.changesOf(folded));
  }

  private cutOff(size: number): void {
    if (existsSync(this.changesFile)) truncateSync(this.changesFile, size);
  }

  /** `x.changes.jsonl`, or the file of changes that a snapshot of a later generation holds. */
  private changesOf(generation?: number): string {
    return this.snapshotFile.replace(/(\.json)?$/, `.changes${generation === undefined ? "" : `.${generation}`}.jsonl`);
  }

  /** The generations whose changes lie beside the snapshot. */
  private foldedInto(): number[] {
    const name = basename(this.changesFile, ".jsonl");
    return readdirSync(dirname(this.snapshotFile))
      .filter((file) => file.startsWith(`${name}.`) && /\.\d+\.jsonl$/.test(file))
      .map((file) => Number(file.slice(name.length + 1, -".jsonl".length)))
      .sort((a, b) => a - b);
  }
}

function* changesIn(lines: Buffer): Generator<Change> {
  for (const line of lines.toString().split("\n")) if (line !== "") yield* JSON.parse(line) as Change[];
}

/** In steps: a large state is made into text while requests are answered. Its rows are immutable, so they stay those of one moment. */
async function snapshotOf(collections: Rows, generation: number): Promise<string> {
  let text = `{"generation":${generation}`;
  for (const [name, rows] of collections) {
    text += `,${JSON.stringify(name)}:[`;
    for (let at = 0; at < rows.length; at += atOnce) {
      const some = JSON.stringify(rows.slice(at, at + atOnce)).slice(1, -1);
      text += at === 0 ? some : `,${some}`;
      await setImmediate();
    }
    text += "]";
  }
  return `${text}}`;
}

/** Readers see the file as it was or as it is: also after the machine went down. */
async function replace(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

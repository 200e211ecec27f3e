import { zipSync } from "fflate";

export interface ZipEntry {
  /** With slashes; nothing else is looked at. */
  readonly name: string;
  readonly content: Buffer;
}

/** The first day that the format knows: the entries here have no date of their own. */
const mtime = new Date(1980, 0, 1);

/** A ZIP archive in memory. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(entries.map(({ name, content }) => [name, content])), { mtime }));
}

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  /** With slashes; nothing else is looked at. */
  readonly name: string;
  readonly content: Buffer;
}

/** 1980-01-01, the first day that the format knows: the entries here have no date of their own. */
const day = 0x0021;
const utf8 = 0x0800;
const deflated = 8;

/** A ZIP archive in memory. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name);
    const data = deflateRawSync(content);
    const shared = sharedFields(path, content, data);
    const file = Buffer.concat([uint32(0x04034b50), shared, uint16(0), path, data]);
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(20), shared, Buffer.alloc(12), uint32(offset), path]));
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const count = uint16(entries.length);
  const end = Buffer.concat([
    uint32(0x06054b50),
    uint32(0),
    count,
    count,
    uint32(index.length),
    uint32(offset),
    uint16(0),
  ]);
  return Buffer.concat([...files, index, end]);
}

/** From "version needed" to "file name length": in both headers the same. */
const sharedFields = (path: Buffer, content: Buffer, data: Buffer): Buffer =>
  Buffer.concat([
    ...[20, utf8, deflated, 0, day].map(uint16),
    ...[crc32(content), data.length, content.length].map(uint32),
    uint16(path.length),
  ]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

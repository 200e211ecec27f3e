import type { Readable } from "node:stream";

/** Git's pkt-lines: four hex digits of length, then the content; `0000` is a flush. */

export const flush = "0000";

export function pktLine(text: string): string {
  return (Buffer.byteLength(text) + 4).toString(16).padStart(4, "0") + text;
}

/** Yields each line's content without a final line feed; undefined for a flush. */
export async function* pktLines(stream: Readable): AsyncGenerator<string | undefined> {
  let buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    buffer = Buffer.concat([buffer, chunk as Buffer]);
    while (buffer.length >= 4) {
      const length = parseInt(buffer.toString("latin1", 0, 4), 16);
      if (Number.isNaN(length)) throw new Error("not a pkt-line");
      if (length >= 4 && buffer.length < length) break;
      yield length < 4 ? undefined : buffer.toString("utf8", 4, length).replace(/\n$/, "");
      buffer = buffer.subarray(Math.max(length, 4));
    }
  }
}

import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Measure } from "../../kit/measure";

/** Far above what becomes a slug of 500 MB at most: a server that never ends its answer fills no disk. */
const MAX_BYTES = 2 * 1024 ** 3;

/** The source could not be fetched, or is not what its checksum says. */
export class SourceUnavailable extends Error {
  readonly id = "source_unavailable";

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

export interface Archive {
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
}

/** Downloads a source archive, redirects followed, into `file`. Messages leave out the address's query: it can carry a signature. */
export async function fetchArchive(
  url: string,
  file: string,
  signal: AbortSignal,
  maxBytes = MAX_BYTES,
): Promise<Archive> {
  const shown = url.split("?")[0];
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  let response: Response;
  try {
    response = await fetch(url, { signal, redirect: "follow" });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new SourceUnavailable(`Unable to fetch source from ${shown}: ${cause}`);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new SourceUnavailable(`Unable to fetch source from ${shown}: HTTP ${response.status}`);
  }
  const measure = new Measure(
    maxBytes,
    () => new SourceUnavailable(`Unable to fetch source from ${shown}: it is larger than ${maxBytes} bytes`),
  );
  await pipeline(Readable.fromWeb(response.body as ReadableStream), measure, createWriteStream(file, { mode: 0o600 }));
  return { file, sha256: measure.sha256() };
}

/** @param checksum as Heroku takes it: `SHA256:<hex>`, in any case */
export function verifyChecksum(archive: Archive, checksum: string | null): void {
  if (checksum === null) return;
  if (checksum.replace(/^sha256:/i, "").toLowerCase() !== archive.sha256)
    throw new SourceUnavailable(
      `The source's checksum is SHA256:${archive.sha256}, but ${checksum} was declared: the archive is not the one that was meant.`,
    );
}

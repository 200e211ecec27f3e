import { once } from "node:events";
import { createReadStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type TarOptionsWithAliases } from "tar";
import { Failure } from "./failure";

/** Far above what a slug may be (500 MB compressed); a few kilobytes of zip bomb are more. */
const defaultMaxBytes = 4 * 1024 ** 3;

/** An archive unpacks to more than anything that is deployed. */
export class ArchiveTooLarge extends Failure {
  readonly id = "archive-too-large";
  constructor(maxBytes: number) {
    super(`it unpacks to more than ${maxBytes} bytes: leave out of it what the app does not need to run`);
  }
}

export type UnpackOptions = Pick<TarOptionsWithAliases, "strip" | "filter" | "strict"> & { readonly maxBytes?: number };

/**
 * Lays the files of a .tar.gz into `folder`, which exists; nothing lands outside it. What was unpacked until a failure stays.
 * @throws ArchiveTooLarge, and zlib's and tar's errors when it is no such archive
 */
export async function unpackArchive(file: string, folder: string, options: UnpackOptions = {}): Promise<void> {
  const { maxBytes = defaultMaxBytes, ...how } = options;
  const unpacking = extract({ cwd: folder, preserveOwner: false, ...how });
  const closed = once(unpacking, "close");
  const fed = pipeline(
    createReadStream(file),
    createGunzip(),
    atMost(maxBytes),
    async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) if (!unpacking.write(part)) await once(unpacking, "drain");
      unpacking.end();
    },
  );
  await Promise.race([
    Promise.all([fed, closed]),
    once(unpacking, "error").then(([error]) => Promise.reject(error as Error)),
  ]);
}

function atMost(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length;
      if (size > maxBytes) done(new ArchiveTooLarge(maxBytes));
      else done(null, part);
    },
  });
}

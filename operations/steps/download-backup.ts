import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EnvHttpProxyAgent, request } from "undici";
import { isLoopback } from "../../clients/transport";
import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Progress } from "../output";
import { size } from "../words";
import { type FoundBackup } from "./find-backup";

export interface Downloaded {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export class DownloadFailed extends OperationError {
  readonly id = "download_failed";
}

/**
 * Downloads a backup by a URL that is good for an hour and is never shown. The file is there whole, readable by its owner alone, or not at all.
 * @throws DownloadFailed
 */
export async function downloadBackup(
  { heroku, signal, target }: Context,
  backup: FoundBackup,
  file: string,
  progress: Progress,
): Promise<Downloaded> {
  const { url } = await heroku.data.transfers.publicUrl(backup.app, backup.num, signal);
  if (target.kind === "real" && !url.startsWith("https:"))
    throw new DownloadFailed(`Heroku gave a URL for ${backup.name} that is not https: nothing was downloaded`);
  const partial = `${file}.partial`;
  try {
    const answer = await request(url, { signal, ...(isLoopback(url) ? {} : { dispatcher: new EnvHttpProxyAgent() }) });
    if (answer.statusCode !== 200)
      throw new DownloadFailed(`the store of ${backup.name} answered ${answer.statusCode}: run it again`);
    const counted = counting(backup, progress);
    await pipeline(answer.body, counted.stream, createWriteStream(partial, { mode: 0o600 }), { signal });
    const { bytes, sha256 } = counted.result();
    const expected = answer.headers["content-length"];
    if (expected !== undefined && Number(expected) !== bytes)
      throw new DownloadFailed(`${backup.name} ended after ${bytes} of ${String(expected)} bytes: run it again`);
    await requireDump(partial, backup.name);
    await rename(partial, file);
    return { file, bytes, sha256 };
  } finally {
    await rm(partial, { force: true });
  }
}

function counting(backup: FoundBackup, progress: Progress) {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      progress.update(`${size(bytes)} of ${size(backup.bytes)}`);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.digest("hex") }) };
}

/** pg_dump's custom format begins with these letters. */
async function requireDump(file: string, name: string): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0);
    if (buffer.toString("latin1") !== "PGDMP")
      throw new DownloadFailed(`what the store gave for ${name} is no dump of PostgreSQL's`);
  } finally {
    await handle.close();
  }
}

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { request } from "undici";

export class UploadFailed extends Error {
  readonly id = "upload_failed";
  override readonly name = "UploadFailed";
}

/** Puts a file at a signed URL. No key is sent, and the URL, being the permission, is never part of a message. */
export async function uploadFile(url: string, file: string, signal?: AbortSignal): Promise<void> {
  const { size } = await stat(file);
  const headers = { "content-length": String(size) };
  const { statusCode, body } = await request(url, { method: "PUT", body: createReadStream(file), headers, signal });
  await body.dump();
  if (statusCode > 299)
    throw new UploadFailed(`the upload of the code (${size} bytes) was answered ${statusCode}. Run \`up\` again`);
}

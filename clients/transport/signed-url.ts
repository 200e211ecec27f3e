import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dispatcherFor, http } from "./dispatcher";
import { ApiError, ServerFailed, Unreachable } from "./errors";
import { defaultRetry, withRetry } from "./retry";
import { type Time } from "./time";

/** A signed URL is itself the permission: no key is sent, and of the URL only its origin is part of a message. */
const failure = (method: string) => ({ service: "Heroku's storage", method, path: "(a signed URL)" });

/** Puts a file at a signed URL, again where that may help. @throws ApiError, ServerFailed, Unreachable */
export async function putFile(url: string, file: string, options: { time: Time; signal?: AbortSignal }): Promise<void> {
  const { size } = await stat(file);
  const once = () => putOnce(url, file, size, options.signal);
  await withRetry(once, { repeatable: true, waitAsked: () => undefined, options: defaultRetry, ...options });
}

async function putOnce(url: string, file: string, size: number, signal?: AbortSignal): Promise<void> {
  const asked = failure("PUT");
  const headers = { "content-length": String(size) };
  const { request } = await http();
  const dispatcher = await dispatcherFor(url);
  try {
    const options = { method: "PUT" as const, body: createReadStream(file), headers, signal, dispatcher };
    const { statusCode: status, body } = await request(url, options).catch((error: unknown) => {
      throw new Unreachable(asked, new URL(url).origin, true, codeOf(error));
    });
    await body.dump();
    if (status > 499) throw new ServerFailed({ ...asked, status });
    if (status > 299)
      throw new ApiError({ ...asked, status }, `The upload of ${size} bytes was refused: run \`up\` again`);
  } finally {
    await dispatcher.close();
  }
}

/** The text at a signed URL, such as a build's output; "" when it cannot be had. */
export async function getText(url: string, signal?: AbortSignal): Promise<string> {
  const { request } = await http();
  const dispatcher = await dispatcherFor(url);
  try {
    const timeouts = { headersTimeout: 10_000, bodyTimeout: 10_000 };
    const { statusCode, body } = await request(url, { signal, dispatcher, ...timeouts });
    const text = await body.text();
    return statusCode < 300 ? text : "";
  } catch {
    return "";
  } finally {
    await dispatcher.close();
  }
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : "the connection failed";
}

import { request } from "undici";

/**
 * The text at a signed URL, such as a build's output; "" when it cannot be had. No key is sent: the URL itself is the permission,
 * and for that reason never part of a message.
 */
export async function fetchText(url: string, signal?: AbortSignal): Promise<string> {
  try {
    const { statusCode, body } = await request(url, { signal, headersTimeout: 10_000, bodyTimeout: 10_000 });
    const text = await body.text();
    return statusCode < 300 ? text : "";
  } catch {
    return "";
  }
}

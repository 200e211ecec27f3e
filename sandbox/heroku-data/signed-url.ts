import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "./context";

/** How long a public URL of a backup is good for. */
export const publicUrlTtlMs = 60 * 60_000;

/** Where a backup is stored: what a restore takes. It cannot be downloaded without a signature. */
export function locationOf({ url }: Pick<Context, "url">, transferId: string): string {
  return `${url()}/backups/${transferId}.dump`;
}

/** The transfer that a location of ours names. */
export function transferIdOf(
  { url, secureUrl = url }: Pick<Context, "url" | "secureUrl">,
  location: string,
): string | undefined {
  if (![url(), secureUrl()].some((base) => location.startsWith(`${base}/backups/`))) return undefined;
  return /^\/backups\/([0-9a-f-]{36})\.dump$/.exec(new URL(location).pathname)?.[1];
}

export function signedUrl(context: Context, transferId: string, expires: Date, secure: boolean): string {
  const { url, secureUrl = url } = context;
  const seconds = Math.floor(expires.getTime() / 1000);
  return `${locationOf({ url: secure ? secureUrl : url }, transferId)}?Expires=${seconds}&Signature=${sign(context, transferId, seconds)}`;
}

/** Whether a download with this query is allowed now. */
export function isAllowed(context: Context, transferId: string, query: Record<string, string | undefined>): boolean {
  const seconds = Number(query["Expires"]);
  if (!Number.isSafeInteger(seconds) || seconds * 1000 < context.clock.now().getTime()) return false;
  const given = Buffer.from(query["Signature"] ?? "");
  const wanted = Buffer.from(sign(context, transferId, seconds));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function sign({ state }: Context, transferId: string, seconds: number): string {
  return createHmac("sha256", state.signingSecret()).update(`${transferId}:${seconds}`).digest("hex");
}

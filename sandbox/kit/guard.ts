import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ApiError } from "./errors";

/** The vendor's form of a failure, by its HTTP status; `detail` is a sentence without a full stop. */
export type FailureForm = (status: number, request: Pick<FastifyRequest, "method" | "url">, detail: string) => ApiError;

/** Names that resolvers give to this machine alone (RFC 6761), so that no name of somebody else's can be made to point here. */
const loopback = /^(localhost|[\w-]+(\.[\w-]+)*\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

export const isLoopback = (host: string | undefined): boolean => host !== undefined && loopback.test(host);

/** Whether an address is on this machine: what the simulators send (logs, webhooks) goes nowhere else. */
export const isLocal = (url: string): boolean => isLoopback(new URL(url).host);

/**
 * Refuses what a page in a browser sends from elsewhere: under a name that was made to point here (DNS rebinding, by the Host header),
 * or across sites (by the Origin header, which only browsers send).
 */
export function refuseForeign(server: FastifyInstance, failure: FailureForm): void {
  server.addHook("onRequest", async (request) => {
    const { host, origin } = request.headers;
    if (!isLoopback(host)) throw failure(421, request, `the sandbox does not serve the host ${host ?? "(none)"}`);
    if (origin !== undefined && !isSameHost(origin, host))
      throw failure(403, request, `the sandbox takes no requests from pages of ${origin}`);
    if (request.url.includes("%00")) throw failure(400, request, "the address has a null byte");
  });
}

function isSameHost(origin: string, host: string | undefined): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  return from === new URL(`${protocol}//${host}`).host;
}

/** Levels of objects and arrays; what a vendor's client sends has fewer than ten. */
const deepest = 100;

/** Parses JSON that is nested no deeper than code that walks it can bear. @throws SyntaxError */
export function parseJson(text: string): unknown {
  if (depthOf(text) > deepest) throw new SyntaxError(`it is nested more than ${deepest} levels deep`);
  return JSON.parse(text) as unknown;
}

function depthOf(text: string): number {
  let [depth, greatest, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") greatest = Math.max(greatest, (depth += 1));
    else if (character === "}" || character === "]") depth -= 1;
  }
  return greatest;
}

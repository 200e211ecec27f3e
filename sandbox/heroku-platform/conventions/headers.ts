import { createHash, randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../directory";
import { notAcceptable, rateLimited } from "../errors";
import type { Platform } from "../platform";
import { authenticate } from "./authentication";
import { acceptedScopes, needOf, requireScope } from "./scopes";

const callers = new WeakMap<FastifyRequest, Caller>();

/** Who sent the request; only for routes behind `followConventions`. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error(`${request.method} ${request.url} was not authenticated`);
  return caller;
}

/** Routes that need no credentials at Heroku. */
const open = (route: string): boolean =>
  route === "/schema" || route.startsWith("/addon-services") || route.startsWith("/plans");
/** Routes that cost nothing. */
const free = (route: string): boolean => route === "/account/rate-limits";

/** What holds for every endpoint of the Platform API: version, credentials, scopes, rate limit, and the headers of answers. */
export function followConventions(scope: FastifyInstance, platform: Platform): void {
  scope.addHook("onRequest", async (request, reply) => {
    const route = request.routeOptions.url ?? "";
    void reply.headers({
      "cache-control": "private, no-cache",
      date: platform.options.clock.now().toUTCString(),
      "ratelimit-multiplier": "1",
      "request-id": [randomUUID(), request.headers["request-id"]].flat().filter(Boolean).join(","),
      vary: "Authorization,Accept-Encoding",
      via: "1.1 sandbox",
      "x-content-type-options": "nosniff",
    });
    if (!/application\/vnd\.heroku\+json\s*;\s*version=3/i.test(request.headers.accept ?? "")) throw notAcceptable();
    if (!open(route)) admit(platform, request, reply, route);
    else void reply.header("ratelimit-remaining", String(platform.rateLimit.remaining));
  });
  scope.addHook("onSend", async (request, reply, payload) => {
    void reply.header("x-runtime", (reply.elapsedTime / 1000).toFixed(6));
    return answerConditionally(request, reply, payload);
  });
}

function admit(platform: Platform, request: FastifyRequest, reply: FastifyReply, route: string): void {
  const caller = authenticate(platform, request);
  const need = needOf(request.method, route);
  void reply.headers({ "oauth-scope": caller.scope.join(" "), "oauth-scope-accepted": acceptedScopes(need) });
  const allowed = free(route) || platform.rateLimit.take();
  void reply.header("ratelimit-remaining", String(platform.rateLimit.remaining));
  if (!allowed) throw rateLimited();
  requireScope(caller, need);
  callers.set(request, caller);
}

/** `Etag`, and 304 when the client has that already. */
function answerConditionally(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (typeof payload !== "string" || reply.statusCode >= 300) return payload;
  const etag = `"${createHash("md5").update(payload).digest("hex")}"`;
  void reply.header("etag", etag);
  const known = request.headers["if-none-match"];
  if (request.method !== "GET" || known === undefined) return payload;
  if (
    !known
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .includes(etag)
  )
    return payload;
  void reply.code(304).removeHeader("content-type").removeHeader("content-length");
  return "";
}

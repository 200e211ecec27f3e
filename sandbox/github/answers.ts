import { createHash, randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { authenticate } from "./authentication";
import type { Context } from "./context";

/**
 * The headers that GitHub puts on every answer of its API, and its conditional requests. The ETag is made of the visible body: one that stayed the
 * same after a change would hide the change from clients that ask by it. Rate limit headers are left out, as on a GitHub Enterprise Server with limits off.
 */
export function dressAnswers(server: FastifyInstance, context: Context): void {
  server.addHook("onSend", async (request, reply, payload) => {
    if (!request.url.startsWith("/api/")) return payload;
    void reply.headers({
      "x-github-request-id": requestId(),
      "x-github-media-type": "github.v3; format=json",
      "x-github-api-version-selected": "2022-11-28",
      vary: "Accept, Authorization, Cookie, X-GitHub-OTP",
      "cache-control": "private, max-age=60, s-maxage=60",
    });
    const scopes = scopesOf(context, request);
    if (scopes !== undefined) void reply.headers({ "x-oauth-scopes": scopes, "x-accepted-oauth-scopes": "" });
    if (typeof payload !== "string" || request.method !== "GET" || reply.statusCode !== 200) return payload;
    const tag = `W/"${createHash("sha256").update(payload).digest("hex")}"`;
    void reply.header("etag", tag);
    if (!asked(request.headers["if-none-match"]).includes(strong(tag))) return payload;
    void reply.code(304).removeHeader("content-type");
    return "";
  });
}

const requestId = (): string =>
  [2, 3, 4, 4, 4].map((bytes) => randomBytes(bytes).toString("hex").toUpperCase()).join(":");

const strong = (tag: string): string => tag.trim().replace(/^W\//, "");
const asked = (header: string | undefined): string[] => (header ?? "").split(",").map(strong);

function scopesOf(context: Context, request: Parameters<typeof authenticate>[1]): string | undefined {
  try {
    return authenticate(context.state, request)?.token.scopes.join(", ");
  } catch {
    return undefined;
  }
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { digestOf } from "../conventions/authentication";
import { readBody } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { Authorization } from "../entities";
import { invalidParams, notFound, notInSandbox } from "../errors";
import { newToken } from "../naming";
import type { Platform } from "../platform";
import { theAccount } from "../wire/apps";
import { authorizationWire } from "../wire/oauth";
import type { Wire } from "../wire/wire";

const scopes = ["global", "identity", "read", "write", "read-protected", "write-protected"];
const creation = z.object({
  // The heroku CLI sends none for a token that may do everything.
  scope: z.array(z.string()).min(1).default(["global"]),
  description: z.string().nullish(),
  // The heroku CLI sends it as it was typed.
  expires_in: z.coerce.number().int().positive().nullish(),
  client: z.unknown().optional(),
});
const change = z.object({ description: z.string().nullish(), client: z.unknown().optional() });
type ById = { Params: { authorization: string } };

/** Authorizations: tokens that authenticate besides the API key. */
export function oauthRoutes(scope: FastifyInstance, platform: Platform): void {
  const { authorizations } = platform.state;
  scope.get("/oauth/authorizations", (request, reply) => {
    const rows = authorizations.filter(({ apiKey }) => !apiKey).map((row) => wire(platform, row));
    return sendList(request, reply, rows, { properties: ["id", "description"] });
  });
  scope.post("/oauth/authorizations", (request, reply) => {
    const body = readBody(request, creation);
    const unknown = body.scope.filter((name) => !scopes.includes(name));
    if (unknown.length > 0)
      throw invalidParams(`Invalid scope ${unknown.join(", ")}: a scope is one of ${scopes.join(", ")}.`);
    if (body.client != null) throw notInSandbox("an authorization for an OAuth client", "it has no OAuth clients");
    const { row, token } = issue(platform, body.scope, body.description ?? "", body.expires_in ?? null);
    void reply.code(201);
    return wire(platform, row, token);
  });
  scope.get<ById>("/oauth/authorizations/:authorization", ({ params }) =>
    wire(platform, find(platform, params.authorization)),
  );
  scope.patch<ById>("/oauth/authorizations/:authorization", (request) => {
    const row = find(platform, request.params.authorization);
    const { description } = readBody(request, change);
    if (description == null) return wire(platform, row);
    return wire(platform, authorizations.update(row.id, { description, updatedAt: platform.timestamp() }));
  });
  scope.delete<ById>("/oauth/authorizations/:authorization", ({ params }) => {
    const row = find(platform, params.authorization);
    if (row.apiKey) throw invalidParams("The authorization of the sandbox's API key cannot be deleted.");
    authorizations.remove(row.id);
    return wire(platform, row);
  });
  scope.post<ById>("/oauth/authorizations/:authorization/actions/regenerate-tokens", ({ params }) => {
    const row = find(platform, params.authorization);
    if (row.apiKey) throw invalidParams("The sandbox's API key cannot be regenerated: `bin/sandbox env` shows it.");
    const token = newToken();
    return wire(
      platform,
      authorizations.update(row.id, {
        ...tokenFields(platform, token, row.expiresInSeconds),
        updatedAt: platform.timestamp(),
      }),
      token,
    );
  });
  scope.delete("/oauth/sessions/:session", () => {
    throw notFound("session");
  });
}

const wire = (platform: Platform, row: Authorization, token?: string): Wire =>
  authorizationWire(theAccount(platform), row, platform.options.clock.now(), token);

function find(platform: Platform, identity: string): Authorization {
  const row = platform.state.authorizations.find(({ id, apiKey }) => id === identity || (apiKey && identity === "~"));
  if (!row) throw notFound("authorization");
  return row;
}

type TokenFields = Pick<Authorization, "tokenId" | "tokenDigest" | "maskedToken" | "expiresInSeconds" | "expiresAt">;

export function tokenFields(platform: Platform, token: string, expiresInSeconds: number | null): TokenFields {
  return {
    tokenId: randomUUID(),
    tokenDigest: digestOf(token),
    maskedToken: `${token.slice(0, 8)}**********${token.slice(-4)}`,
    expiresInSeconds,
    expiresAt: expiresInSeconds === null ? null : platform.timestamp(expiresInSeconds * 1000),
  };
}

function issue(
  platform: Platform,
  scope: readonly string[],
  description: string,
  expiresInSeconds: number | null,
): { row: Authorization; token: string } {
  const token = newToken();
  const row = platform.state.authorizations.insert({
    id: randomUUID(),
    description,
    scope,
    apiKey: false,
    ...tokenFields(platform, token, expiresInSeconds),
    ...platform.stamps(),
  });
  return { row, token };
}

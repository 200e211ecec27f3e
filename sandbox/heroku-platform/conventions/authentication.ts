import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Caller } from "../directory";
import type { Authorization } from "../entities";
import { unauthorized } from "../errors";
import type { Platform } from "../platform";
import { theAccount } from "../wire/apps";

export const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The key of `Bearer KEY`, `Basic email:KEY` or `Basic :KEY`. */
function keyOf(header: string | undefined): string | undefined {
  const [scheme, value] = header?.trim().split(/\s+/) ?? [];
  if (value === undefined) return undefined;
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic") return undefined;
  const pair = Buffer.from(value, "base64").toString("utf8");
  const key = pair.slice(pair.indexOf(":") + 1);
  return key === "" ? undefined : key;
}

/** The caller of a request; throws 401 when its key is missing, unknown or expired by the sandbox's clock. */
export function authenticate(platform: Platform, request: FastifyRequest): Caller {
  const key = keyOf(request.headers.authorization);
  const authorization = key === undefined ? undefined : authorizationOf(platform, key);
  if (!authorization) throw unauthorized();
  const { expiresAt } = authorization;
  if (expiresAt !== null && Date.parse(expiresAt) <= platform.options.clock.now().getTime()) throw unauthorized();
  const { id, email } = theAccount(platform);
  return { userId: id, email, scope: authorization.scope };
}

function authorizationOf(platform: Platform, key: string): Authorization | undefined {
  const digest = Buffer.from(digestOf(key));
  return platform.state.authorizations.find((row) => timingSafeEqual(Buffer.from(row.tokenDigest), digest));
}

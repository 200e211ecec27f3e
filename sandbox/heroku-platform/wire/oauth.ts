import type { Account, Authorization } from "../entities";
import type { Wire } from "./wire";

/** Seconds that are left, as clients understand it; null for a token that does not end. */
const secondsLeft = ({ expiresAt }: Authorization, now: Date): number | null =>
  expiresAt === null ? null : Math.max(0, Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000));

/** @param token the token itself: only in the answer that makes it; later reads show it masked (unverified, see sandbox/contracts/README.md) */
export const authorizationWire = (account: Account, authorization: Authorization, now: Date, token?: string): Wire => ({
  access_token: {
    expires_in: secondsLeft(authorization, now),
    id: authorization.tokenId,
    token: token ?? authorization.maskedToken,
  },
  client: null,
  created_at: authorization.createdAt,
  description: authorization.description,
  grant: null,
  id: authorization.id,
  refresh_token: null,
  scope: authorization.scope,
  session: null,
  updated_at: authorization.updatedAt,
  user: { email: account.email, full_name: account.name, id: account.id },
});

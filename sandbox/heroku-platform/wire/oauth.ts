import type { Account, Authorization } from "../entities";
import type { Wire } from "./apps";

/** @param token the token itself: only in the answer that makes it; later reads show it masked (unverified, see sandbox/contracts/README.md) */
export const authorizationWire = (account: Account, authorization: Authorization, token?: string): Wire => ({
  access_token: {
    expires_in: authorization.expiresInSeconds,
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

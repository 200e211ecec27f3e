import type { FastifyInstance } from "fastify";
import { ApiError } from "../../kit/errors";
import type { IdentityProvider } from "../identity/provider";

/** Identity tokens: jobs ask for theirs, others look up how to check them. At the addresses of a GitHub Enterprise Server. */
export function identityRoutes(server: FastifyInstance, provider: IdentityProvider): void {
  server.get("/_services/token/.well-known/openid-configuration", () => ({
    issuer: provider.issuer,
    jwks_uri: `${provider.issuer}/.well-known/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
  }));
  server.get("/_services/token/.well-known/jwks", async () => ({ keys: await provider.keys() }));
  server.get("/_services/pipelines/idtoken/:job", async (request) => {
    const { job } = request.params as { job: string };
    const { audience } = request.query as { audience?: string };
    const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const value = await provider.issue(job, bearer ?? "", audience);
    if (value === undefined) throw new ApiError(401, "Unauthorized");
    return { count: value.length, value };
  });
}

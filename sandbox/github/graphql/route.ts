import type { FastifyInstance } from "fastify";
import { authenticate } from "../authentication";
import type { Context } from "../context";
import { failure, requiresAuthentication } from "../errors";
import { executeGraphQL } from "./execute";

export function graphqlRoute(server: FastifyInstance, context: Context): void {
  server.post("/api/graphql", async (request) => {
    const viewer = authenticate(context.state, request);
    if (!viewer) throw requiresAuthentication();
    const body = request.body as { query?: unknown; variables?: unknown; operationName?: unknown } | undefined;
    if (typeof body?.query !== "string")
      throw failure(400, "A query attribute must be specified and must be a string.");
    const variables =
      typeof body.variables === "object" ? (body.variables as Record<string, unknown> | null) : undefined;
    const operationName = typeof body.operationName === "string" ? body.operationName : undefined;
    return executeGraphQL({ context, viewer }, { query: body.query, variables, operationName });
  });
}

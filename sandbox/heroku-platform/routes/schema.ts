import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";

/** Heroku's own schema, as it is kept for the contract tests. */
const schemaFile = join(__dirname, "../../contracts/heroku-platform.schema.json");

export function schemaRoutes(scope: FastifyInstance): void {
  scope.get("/schema", (_request, reply) =>
    reply.type("application/schema+json").send(readFileSync(schemaFile, "utf8")),
  );
}

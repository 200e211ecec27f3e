import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema } from "graphql";

let schema: GraphQLSchema | undefined;

/** GitHub's public schema. It takes a quarter of a second to read, so that it is read when it is first needed. */
export function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(require.resolve("@octokit/graphql-schema/schema.graphql"), "utf8"), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  return schema;
}

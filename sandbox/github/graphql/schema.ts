import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema } from "graphql";

/** By path: the package exports only JavaScript, although it ships the file. */
const schemaFile = join(__dirname, "../../../node_modules/@octokit/graphql-schema/schema.graphql");

let schema: GraphQLSchema | undefined;

/** GitHub's public schema. It takes a quarter of a second to read, so that it is read when it is first needed. */
export function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(schemaFile, "utf8"), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  return schema;
}

import {
  execute,
  GraphQLError,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from "graphql";
import type { GraphQLCall } from "./call";
import { checkCost, checkText } from "./limits";
import { root } from "./root";
import { githubSchema } from "./schema";

/** GitHub's own rules: the Pulumi provider's query of a protection rule breaks the rule that is left out. */
const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** GitHub's answer, always with HTTP 200: `{data, errors}`. */
export async function executeGraphQL(call: GraphQLCall, request: GraphQLRequest): Promise<Record<string, unknown>> {
  const schema = githubSchema();
  const document = readDocument(schema, request);
  if (!("kind" in document)) return { errors: document.map(render) };
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: root(call),
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? undefined,
    fieldResolver: resolveField,
  });
  return { ...(data === undefined ? {} : { data }), ...(errors ? { errors: errors.map(render) } : {}) };
}

/** The query, or what is wrong with it. */
function readDocument(
  schema: GraphQLSchema,
  { query, variables }: GraphQLRequest,
): DocumentNode | readonly GraphQLError[] {
  try {
    checkText(query);
    const document = parse(query);
    const invalid = validate(schema, document, rules, { maxErrors: 20 });
    if (invalid.length > 0) return invalid;
    checkCost(document, variables ?? {});
    return document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** A field that the sandbox does not know is an error of its own, not a null that looks like GitHub's. */
const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
  if (info.fieldName === "clientMutationId") return (source as Record<string, unknown>)["clientMutationId"] ?? null;
  const value = (source as Record<string, unknown>)[info.fieldName];
  if (value === undefined)
    throw new GraphQLError(
      `The sandbox does not resolve ${info.parentType.name}.${info.fieldName} of GitHub's GraphQL API.`,
      {
        extensions: { type: "NOT_IMPLEMENTED_BY_SANDBOX" },
      },
    );
  return typeof value === "function" ? (value as (args: unknown) => unknown)(args) : value;
};

/** GitHub puts the error's type beside its message. */
function render(error: GraphQLError): Record<string, unknown> {
  const { message, locations, path, extensions } = error.toJSON();
  const type = extensions?.["type"];
  return {
    ...(type === undefined ? {} : { type }),
    ...(path ? { path } : {}),
    ...(locations ? { locations: locations.map(({ line, column }) => ({ line, column })) } : {}),
    message,
  };
}

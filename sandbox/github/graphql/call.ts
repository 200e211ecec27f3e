import { GraphQLError } from "graphql";
import { permissionOn, type Permission, type Viewer } from "../authentication";
import type { Context } from "../context";
import type { Repository } from "../entities";

export interface GraphQLCall {
  readonly context: Context;
  readonly viewer: Viewer;
}

/** An object as a resolver gives it: values, or functions of the field's arguments. */
export type Fields = Record<string, unknown>;

export const graphqlError = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } });

export const noSuchNode = (id: string): GraphQLError =>
  graphqlError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);

export const permissionOf = ({ context, viewer }: GraphQLCall, repository: Repository): Permission =>
  permissionOn(context.state, viewer, repository);

interface ConnectionArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A connection over rows that are all in memory. Cursors are positions, opaque to clients. */
export function connection<T>(rows: readonly T[], serialize: (row: T) => Fields | undefined) {
  return ({ first, last, after, before }: ConnectionArguments): Fields => {
    const size = first ?? last;
    if (size == null)
      throw graphqlError(
        "MISSING_PAGINATION_BOUNDARIES",
        "You must provide a `first` or `last` value to properly paginate the connection.",
      );
    if (size > 100)
      throw graphqlError(
        "EXCESSIVE_PAGINATION",
        `Requesting ${size} records on the connection exceeds the \`first\` limit of 100 records.`,
      );
    const start = after ? position(after) : 0;
    const end = before ? position(before) - 1 : rows.length;
    const from = first == null ? Math.max(start, end - size) : start;
    const to = first == null ? end : Math.min(end, start + size);
    const page = rows.slice(from, to);
    const nodes = page.map(serialize);
    return {
      totalCount: rows.length,
      nodes,
      edges: nodes.map((node, index) => ({ node, cursor: cursor(from + index + 1) })),
      pageInfo: {
        hasNextPage: to < rows.length,
        hasPreviousPage: from > 0,
        startCursor: page.length > 0 ? cursor(from + 1) : null,
        endCursor: page.length > 0 ? cursor(to) : null,
      },
    };
  };
}

const cursor = (at: number): string => Buffer.from(`cursor:v2:${at}`).toString("base64");
const position = (text: string): number => Number(Buffer.from(text, "base64").toString().split(":").at(-1)) || 0;

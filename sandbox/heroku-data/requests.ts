import type { FastifyRequest } from "fastify";
import type { AppSummary, PostgresAddon } from "../heroku-platform/directory";
import type { Database } from "../runtime/types";
import type { Context } from "./context";
import type { Transfer } from "./entities";
import { appNotFound, badRequest, gone, notFound, notProvisioned } from "./errors";

export const paramOf = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string | undefined>)[name] ?? "";

/** The JSON body; an absent one is empty. */
export function bodyOf(request: FastifyRequest): Record<string, unknown> {
  const body = request.body ?? {};
  if (typeof body !== "object" || Array.isArray(body)) throw badRequest("The body must be a JSON object");
  return body as Record<string, unknown>;
}

/** The provisioned database that the path names, by the add-on's UUID or name. */
export function databaseOf({ directory }: Context, request: FastifyRequest): PostgresAddon & { database: Database } {
  const addon = directory.findPostgres(paramOf(request, "id"));
  if (!addon) throw notFound();
  if (!addon.database) throw notProvisioned();
  return { ...addon, database: addon.database };
}

/** Names of extensions in a body; none when it has none. */
export function extensionsOf({ extensions = [] }: Record<string, unknown>): string[] {
  if (extensions === null) return [];
  if (!Array.isArray(extensions) || !extensions.every((name) => typeof name === "string"))
    throw badRequest("extensions must be a list of names");
  return extensions as string[];
}

/** The app that the path names, by its UUID or name. */
export function appOf({ directory }: Context, request: FastifyRequest): AppSummary {
  const app = directory.findApp(paramOf(request, "app"));
  if (!app) throw appNotFound();
  return app;
}

/** The app's transfer that the path names, by its number or UUID. */
export function transferOf(context: Context, request: FastifyRequest): Transfer {
  const app = appOf(context, request);
  const wanted = paramOf(request, "transfer");
  const transfer = context.state.transfers.find(
    (row) => row.appId === app.id && (row.id === wanted || String(row.num) === wanted),
  );
  if (!transfer) throw notFound();
  if (transfer.deletedAt !== null) throw gone();
  return transfer;
}

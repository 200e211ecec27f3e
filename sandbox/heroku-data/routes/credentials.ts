import type { FastifyInstance } from "fastify";
import type { PostgresAddon } from "../../heroku-platform/directory";
import type { Database } from "../../runtime/types";
import type { Context } from "../context";
import { notFound } from "../errors";
import { databaseOf, paramOf } from "../requests";

const base = "/postgres/v0/databases/:id/credentials";

/** The database's credentials: the default one. */
export function addCredentialRoutes(server: FastifyInstance, context: Context): void {
  server.get(base, async (request) => [await credentialOf(context, databaseOf(context, request))]);
  server.get(`${base}/:name`, (request) => {
    const addon = databaseOf(context, request);
    if (paramOf(request, "name") !== "default") throw notFound("Couldn't find that credential.");
    return credentialOf(context, addon);
  });
}

async function credentialOf({ databases }: Context, addon: PostgresAddon & { database: Database }) {
  const { name, host, port, user, password } = addon.database;
  const { connections } = await databases.statistics(addon.database);
  return {
    uuid: addon.id,
    name: "default",
    state: "active",
    database: name,
    host,
    port,
    credentials: [{ user, password, state: "active", connections }],
  };
}

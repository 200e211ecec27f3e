import type { FastifyInstance } from "fastify";
import type { PostgresAddon } from "../../heroku-platform/directory";
import { ExtensionNotMade } from "../../runtime/postgres/errors";
import type { Database, DatabaseStatistics } from "../../runtime/types";
import type { Context } from "../context";
import { badRequest } from "../errors";
import { isEssentialTier, planTitle } from "../plans";
import { bodyOf, databaseOf, extensionsOf } from "../requests";
import { dataTime } from "../time";

/** A database: what it is, whether it is there, and what can be done to it as a whole. */
export function addDatabaseRoutes(server: FastifyInstance, context: Context): void {
  server.get("/client/v11/databases/:id", async (request) => {
    const addon = databaseOf(context, request);
    return databaseBody(addon, addon.database, await context.databases.statistics(addon.database));
  });
  server.get("/client/v11/databases/:id/wait_status", (request) => {
    databaseOf(context, request);
    return { message: "available", "waiting?": false, "error?": false };
  });
  server.put("/client/v11/databases/:id/reset", async (request) => {
    const { database } = databaseOf(context, request);
    await reset(context, database, extensionsOf(bodyOf(request)));
    return { message: "Reset successful." };
  });
  server.post("/client/v11/databases/:id/connection_reset", async (request) => {
    await context.databases.endSessions(databaseOf(context, request).database);
    return { message: "Connections terminated." };
  });
  server.put("/client/v11/databases/:id/stats_reset", async (request) => {
    await context.databases.resetStatistics(databaseOf(context, request).database);
    return { message: "Statistics reset successfully." };
  });
}

async function reset({ databases }: Context, database: Database, extensions: readonly string[]): Promise<void> {
  try {
    await databases.reset(database, extensions);
  } catch (error) {
    if (error instanceof ExtensionNotMade) throw badRequest(error.message);
    throw error;
  }
}

function databaseBody(addon: PostgresAddon, database: Database, statistics: DatabaseStatistics) {
  return {
    addon_id: addon.id,
    name: addon.name,
    plan: addon.plan,
    resource_url: database.url,
    "waiting?": false,
    "hot_standby?": false,
    following: null,
    leader: null,
    forked_from: addon.forkedFrom ?? null,
    database_name: database.name,
    database_user: database.user,
    port: database.port,
    num_bytes: statistics.bytes,
    num_tables: statistics.tables,
    num_connections: statistics.connections,
    postgres_version: statistics.version,
    created_at: dataTime(addon.createdAt),
    info: infoOf(addon, statistics),
  };
}

function infoOf(addon: PostgresAddon, { bytes, tables, connections, version }: DatabaseStatistics) {
  const essential = isEssentialTier(addon.plan);
  const lines: [string, string][] = [
    ["Plan", planTitle(addon.plan)],
    ["Status", "Available"],
    ["Connections", `${connections}/${addon.connectionLimit}`],
    ["PG Version", version],
    ["Created", dataTime(addon.createdAt)],
    ["Data Size", `${(bytes / 1024 / 1024).toFixed(1)} MB`],
    ["Tables", String(tables)],
    ["Fork/Follow", essential ? "Unsupported" : "Available"],
    ["Rollback", "Unsupported"],
    ["Continuous Protection", "Off"],
  ];
  return lines.map(([name, value]) => ({ name, values: [value] }));
}

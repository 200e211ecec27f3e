import type { FastifyInstance } from "fastify";
import type { PostgresAddon } from "../../heroku-platform/directory";
import type { Database, DatabaseStatistics } from "../../runtime/types";
import type { Context } from "../context";
import { isEssentialTier, planTitle } from "../plans";
import { databaseOf } from "../requests";
import { dataTime } from "../time";

/** `GET /client/v11/databases/:id` and `…/wait_status`. */
export function addDatabaseRoutes(server: FastifyInstance, context: Context): void {
  server.get("/client/v11/databases/:id", async (request) => {
    const addon = databaseOf(context, request);
    return databaseBody(addon, addon.database, await context.databases.statistics(addon.database));
  });
  server.get("/client/v11/databases/:id/wait_status", (request) => {
    databaseOf(context, request);
    return { message: "available", "waiting?": false, "error?": false };
  });
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

import type { FastifyInstance } from "fastify";
import { capture } from "../actions/capture";
import { copy } from "../actions/copy";
import { restore } from "../actions/restore";
import type { Context } from "../context";
import { badRequest } from "../errors";
import { bodyOf, databaseOf, extensionsOf } from "../requests";
import { transferBody } from "../serialize";

/** What begins a transfer: `POST /client/v11/databases/:id/backups`, `…/restores`, `…/transfers`. */
export function addBackupRoutes(server: FastifyInstance, context: Context): void {
  server.post("/client/v11/databases/:id/backups", (request, reply) => {
    void reply.code(201);
    return transferBody(context, capture(context, databaseOf(context, request)).transfer);
  });
  server.post("/client/v11/databases/:id/restores", (request, reply) => {
    const addon = databaseOf(context, request);
    const body = bodyOf(request);
    const { backup_url: url } = body;
    if (typeof url !== "string") throw badRequest("backup_url is required");
    void reply.code(201);
    return transferBody(context, restore(context, addon, url, extensionsOf(body)));
  });
  server.post("/client/v11/databases/:id/transfers", (request, reply) => {
    const addon = databaseOf(context, request);
    void reply.code(201);
    return transferBody(context, copy(context, addon, bodyOf(request)));
  });
}

import type { FastifyInstance } from "fastify";
import type { Context } from "../context";
import { alreadyFinished, badRequest } from "../errors";
import { appOf, transferOf } from "../requests";
import { transferBody } from "../serialize";
import { publicUrlTtlMs, signedUrl } from "../signed-url";
import { dataTime } from "../time";

const base = "/client/v11/apps/:app/transfers";

/** An app's backups, restores and copies: list, one (`?verbose=true` with its log), delete, cancel, public URL. */
export function addTransferRoutes(server: FastifyInstance, context: Context): void {
  const { state, transfers, clock } = context;
  server.get(base, (request) => {
    const app = appOf(context, request);
    const rows = state.transfers.filter((row) => row.appId === app.id && row.deletedAt === null);
    return rows.map((row) => transferBody(context, row));
  });
  server.get(`${base}/:transfer`, (request) => {
    const { verbose } = request.query as { verbose?: string };
    return transferBody(context, transferOf(context, request), verbose === "true");
  });
  server.delete(`${base}/:transfer`, async (request) => {
    const { id } = transferOf(context, request);
    await transfers.cancel(id);
    return transferBody(context, transfers.discard(id));
  });
  server.post(`${base}/:transfer/actions/cancel`, async (request, reply) => {
    const { id } = transferOf(context, request);
    if (!(await transfers.cancel(id))) throw alreadyFinished();
    void reply.code(201);
    return { canceled_at: dataTime(state.transfers.get(id)?.canceledAt ?? clock.now().toISOString()) };
  });
  server.post(`${base}/:transfer/actions/public-url`, (request, reply) => {
    const { id, toType, succeeded } = transferOf(context, request);
    if (toType !== "gof3r" || !succeeded) throw badRequest("Only a backup that succeeded has a public URL");
    const expires = new Date(clock.now().getTime() + publicUrlTtlMs);
    void reply.code(201);
    return {
      url: signedUrl(context, id, expires, request.protocol === "https"),
      expires_at: dataTime(expires.toISOString()),
    };
  });
}

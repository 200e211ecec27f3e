import { createReadStream, statSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { ApiError } from "../../kit/errors";
import type { Context } from "../context";
import { isAllowed } from "../signed-url";

/** The dumps themselves, by the signed URLs that public-url gives; no credentials, as at S3. */
export function addDownloadRoute(server: FastifyInstance, context: Context): void {
  server.get("/backups/:file", (request, reply) => {
    const { file } = request.params as { file: string };
    const id = /^([0-9a-f-]{36})\.dump$/.exec(file)?.[1];
    if (!id || !isAllowed(context, id, request.query as Record<string, string | undefined>))
      throw new ApiError(403, "The signature is wrong or has expired: ask for a new public URL.\n");
    const path = context.state.dumpFile(id);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) throw new ApiError(404, "The backup is gone.\n");
    void reply.headers({ "content-length": size, "content-disposition": `attachment; filename="${file}"` });
    return reply.type("application/octet-stream").send(createReadStream(path));
  });
}

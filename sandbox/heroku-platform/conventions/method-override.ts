import type { FastifyInstance } from "fastify";

/** `POST` with `X-Http-Method-Override: PATCH` is a PATCH: for clients behind proxies that know only GET and POST. */
export function overrideMethods(server: FastifyInstance): void {
  server.server.prependListener("request", (request) => {
    const wanted = request.headers["x-http-method-override"];
    if (request.method === "POST" && typeof wanted === "string" && /^(PATCH|PUT|DELETE|GET)$/i.test(wanted))
      request.method = wanted.toUpperCase();
  });
}

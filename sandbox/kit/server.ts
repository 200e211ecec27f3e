import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { actOutFaults } from "./act-out";
import { ApiError } from "./errors";
import type { Faults } from "./faults";
import { type FailureForm, parseJson, refuseForeign } from "./guard";
import { patient, type Patience } from "./patience";
import type { Store } from "./store";
import { withoutSchemas } from "./without-schemas";

export interface RequestLogLine {
  readonly service: string;
  readonly method: string;
  /** Without its query: queries can carry signatures. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

export interface ServerOptions {
  /** Name of the service, as faults and the log call it. */
  readonly name: string;
  readonly stores: readonly Store[];
  readonly faults?: Faults;
  readonly log?: (line: RequestLogLine) => void;
  /** For the failures that the kit finds: malformed JSON (400), a foreign page (403), a path that is not the vendor's (404), too large a body (413), a defect of the simulator (500). */
  readonly failure: FailureForm;
  /** The largest JSON body, in bytes. */
  readonly bodyLimit?: number;
  /** The media types that are read as JSON. */
  readonly jsonTypes?: RegExp;
  readonly patience?: Patience;
}

/**
 * An HTTP server for a simulator. Handlers return bodies or throw ApiError; JSON of any media type is parsed (an empty body is undefined),
 * every other body is left as a stream. No answer leaves before the state is on the disk.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({
    ...patient(options.patience),
    ...withoutSchemas,
    logger: false,
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    forceCloseConnections: true,
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: 2000, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void render(reply, asApiError(error, request, options)),
  });
  refuseForeign(server, options.failure);
  if (options.faults) actOutFaults(server, options.name, options.faults, options.failure);
  parseBodies(server, options);
  server.addHook("onSend", async (_request, _reply, payload) => {
    await Promise.all(options.stores.map((store) => store.flush()));
    return payload;
  });
  server.addHook("onResponse", async (request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    options.log?.({
      service: options.name,
      method: request.method,
      path,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
  server.setNotFoundHandler((request, reply) => render(reply, options.failure(404, request, "no such endpoint")));
  server.setErrorHandler((error: FastifyError, request, reply) => render(reply, asApiError(error, request, options)));
  return server;
}

function parseBodies(server: FastifyInstance, options: ServerOptions): void {
  server.removeAllContentTypeParsers();
  const types = options.jsonTypes ?? /^application\/([\w.+-]+\+)?json/;
  server.addContentTypeParser(types, { parseAs: "string" }, (request, body, done) => {
    if (body === "") return done(null, undefined);
    try {
      done(null, parseJson(body as string));
    } catch (error) {
      done(options.failure(400, request, (error as Error).message));
    }
  });
  server.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
}

function asApiError(error: FastifyError | ApiError, request: FastifyRequest, options: ServerOptions): ApiError {
  if (error instanceof ApiError) return error;
  const { statusCode = 500 } = error;
  if (statusCode < 500) return options.failure(statusCode === 413 ? 413 : 400, request, error.message);
  process.stderr.write(
    `${options.name}: ${request.method} ${request.url.split("?")[0]}: ${error.stack ?? error.message}\n`,
  );
  return options.failure(500, request, error.message);
}

function render(reply: FastifyReply, error: ApiError): FastifyReply {
  void reply.code(error.status).headers(error.headers);
  if (error.body === undefined) return reply.send();
  if (typeof error.body === "string") return reply.type("text/plain; charset=utf-8").send(error.body);
  if (!reply.hasHeader("content-type")) void reply.type("application/json; charset=utf-8");
  return reply.send(JSON.stringify(error.body));
}

/** Listens on loopback; port 0 takes a free one. Returns the port. */
export async function listen(server: FastifyInstance, port = 0): Promise<number> {
  await server.listen({ host: "127.0.0.1", port });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no TCP port");
  return address.port;
}

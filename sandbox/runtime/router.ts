import { randomUUID } from "node:crypto";
import replyFrom from "@fastify/reply-from";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { isLoopback } from "../kit/guard";
import { patient } from "../kit/patience";
import { withoutSchemas } from "../kit/without-schemas";
import { chooseDyno, type RoutedApp, type RoutedDyno, type RouterOptions } from "./router-choice";
import { errorPage, noSuchApp, type RouterError, routerErrors } from "./router-pages";
import { passUpgrades } from "./router-upgrades";

export type { RoutedApp, RoutedApps, RoutedDyno, RouterOptions } from "./router-choice";

interface Routed {
  readonly app: RoutedApp;
  readonly id: string;
  dyno?: RoutedDyno;
  failure?: RouterError;
}

/** The router in front of the apps' web dynos, by Host header; its errors are Heroku's H codes. HTTP and WebSockets, without TLS. */
export function createRouter(options: RouterOptions): FastifyInstance {
  const routed = new WeakMap<FastifyRequest, Routed>();
  const router = Fastify({
    ...patient(),
    ...withoutSchemas,
    logger: false,
    forceCloseConnections: true,
    bodyLimit: Number.MAX_SAFE_INTEGER,
  });
  router.removeAllContentTypeParsers();
  router.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  const timeout = options.requestTimeoutMs ?? 30_000;
  void router.register(replyFrom, {
    undici: { headersTimeout: timeout, bodyTimeout: 55_000, connections: 128 },
    retryMethods: [],
    disableRequestLogging: true,
    disableCache: true,
  });
  router.addHook("onResponse", async (request, reply) => {
    const entry = routed.get(request);
    if (entry) options.apps.log(entry.app.id, logLine(request, reply, entry));
  });
  router.all("*", async (request, reply) => {
    const app = options.apps.find(request.hostname.toLowerCase());
    if (!app)
      return reply
        .code(404)
        .type("text/html; charset=utf-8")
        .send(noSuchApp(hostsFor(request, options)));
    const entry: Routed = { app, id: String(request.headers["x-request-id"] ?? randomUUID()) };
    routed.set(request, entry);
    const choice = await chooseDyno(options, app);
    if ("failure" in choice) return fail(reply, entry, choice.failure);
    entry.dyno = choice.dyno;
    forward(request, reply, entry, choice.port);
    return reply;
  });
  passUpgrades(router, options);
  return router;
}

/** The apps' host names, for who sits at this machine: a page under a name that was made to point here learns none. */
const hostsFor = ({ host }: FastifyRequest, { apps }: RouterOptions): readonly string[] =>
  isLoopback(host) ? apps.hosts() : [];

function forward(request: FastifyRequest, reply: FastifyReply, entry: Routed, port: number): void {
  void reply.from(undefined, {
    getUpstream: () => `http://127.0.0.1:${port}`,
    rewriteRequestHeaders: (_request, headers) => ({
      ...headers,
      host: request.headers.host ?? "",
      "x-forwarded-for": [request.headers["x-forwarded-for"], request.ip].flat().filter(Boolean).join(", "),
      "x-forwarded-port": String(request.socket.localPort ?? 80),
      "x-forwarded-proto": "http",
      "x-request-id": entry.id,
      "x-request-start": String(Date.now()),
      via: "1.1 vegur",
    }),
    rewriteHeaders: (headers) => ({ ...headers, via: "1.1 vegur" }),
    onError: (failed, { error }) => void fail(failed as FastifyReply, entry, errorOf(error)),
  });
}

function errorOf(error: Error & { statusCode?: number }): RouterError {
  if (error.statusCode === 504) return routerErrors.H12;
  const cause = error.cause as { code?: string } | undefined;
  return cause?.code === "ECONNREFUSED" ? routerErrors.H21 : routerErrors.H13;
}

function fail(reply: FastifyReply, entry: Routed, failure: RouterError): FastifyReply {
  entry.failure = failure;
  return reply.code(503).type("text/html; charset=utf-8").send(errorPage(failure));
}

/** In the form of Heroku's router. */
function logLine(request: FastifyRequest, reply: FastifyReply, { dyno, failure, id }: Routed): string {
  const level = failure && failure.code !== "H80" ? "error" : "info";
  const code = failure ? ` code=${failure.code} desc="${failure.description}"` : "";
  const bytes = reply.getHeader("content-length") ?? "";
  return (
    `at=${level}${code} method=${request.method} path="${request.url.replaceAll('"', "%22")}" host=${request.hostname} request_id=${id} ` +
    `fwd="${request.ip}" dyno=${dyno?.name ?? ""} connect=0ms service=${Math.round(reply.elapsedTime)}ms ` +
    `status=${reply.statusCode} bytes=${String(bytes)} protocol=http`
  );
}

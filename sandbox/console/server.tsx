import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { renderToString } from "preact-render-to-string";
import { patient } from "../kit/patience";
import { withoutSchemas } from "../kit/without-schemas";
import { NotOpen } from "../not-open";
import { addAssetRoutes } from "./access/assets";
import { guard } from "./access/guard";
import { addSignInRoutes } from "./access/routes";
import { notFound, PageError } from "./errors";
import type { Inside } from "./inside";
import { sendPage } from "./page";
import { addPages } from "./pages";
import { ErrorPage } from "./ui/error-page";

/** Pages for people that show what the sandbox holds, and let them act out faults and let time pass. */
export function createConsole(inside: Inside, log: (line: string) => void = () => undefined): FastifyInstance {
  const server = Fastify({
    ...patient(),
    ...withoutSchemas,
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
  });
  acceptForms(server);
  guard(server, inside);
  server.setNotFoundHandler(({ url }) => {
    throw notFound("page", url.split("?")[0] ?? "");
  });
  server.setErrorHandler((error: FastifyError | PageError, request, reply) => {
    const failure = asPageError(error);
    if (failure.status >= 500 && !(error instanceof NotOpen))
      log(`console ${request.method} ${request.url.split("?")[0]}: ${error.stack ?? error.message}`);
    return sendPage(reply.code(failure.status), renderToString(<ErrorPage failure={failure} />));
  });
  addAssetRoutes(server);
  addSignInRoutes(server, inside);
  addPages(server, inside);
  return server;
}

function acceptForms(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

function asPageError(error: FastifyError | PageError): PageError {
  if (error instanceof PageError) return error;
  if (error instanceof NotOpen)
    return new PageError(503, "In a moment", "The sandbox is being reset. This page is back when that is done.");
  const { statusCode = 500 } = error;
  if (statusCode < 500) return new PageError(statusCode, "That cannot be done", error.message);
  return new PageError(
    500,
    "The console failed",
    "This is a defect of the sandbox. Its log tells more: bin/sandbox logs",
  );
}

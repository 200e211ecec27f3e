import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "../kit/errors";
import { createServer } from "../kit/server";
import type { Steered } from "./inside";
import { addClockRoutes } from "./routes/clock";
import { addConsoleRoute } from "./routes/console";
import { addFaultRoutes } from "./routes/faults";
import { addResetRoute } from "./routes/reset";
import { addStatusRoute } from "./routes/status";

/** The API by which `bin/sandbox` and tests steer a running sandbox: on loopback, with the token of sandbox.json. */
export function createAdminServer(sandbox: Steered, log: (line: string) => void = () => undefined): FastifyInstance {
  const server = createServer({
    name: "admin",
    stores: [],
    log: ({ method, path, status }) => log(`admin ${method} ${path} ${status}`),
    failure: (status, _request, detail) => new ApiError(status, { id: `http_${status}`, message: detail }),
  });
  server.addHook("onRequest", async (request) => authorize(request, sandbox.credentials.adminToken));
  addStatusRoute(server, sandbox);
  addClockRoutes(server, sandbox);
  addFaultRoutes(server, sandbox);
  addResetRoute(server, sandbox);
  addConsoleRoute(server, sandbox);
  return server;
}

function authorize(request: FastifyRequest, token: string): void {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new ApiError(401, { id: "unauthorized", message: "send the adminToken of sandbox.json as a Bearer token" });
}

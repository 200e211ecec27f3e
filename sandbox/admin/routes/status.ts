import type { FastifyInstance } from "fastify";
import type { Steered } from "../inside";
import { clockBody } from "./clock";

/** `GET /status`: who answers here. */
export function addStatusRoute(server: FastifyInstance, sandbox: Steered): void {
  server.get("/status", () => ({
    home: sandbox.home.folder,
    pid: process.pid,
    started_at: sandbox.startedAt,
    ports: sandbox.ports,
    urls: sandbox.urls,
    log: sandbox.home.logFile,
    clock: clockBody(sandbox.clock),
    faults: sandbox.faults.list().length,
    jobs_without_runner: sandbox.services.github.actions.withoutRunner,
  }));
}

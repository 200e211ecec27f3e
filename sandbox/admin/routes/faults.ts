import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { faultActs } from "../../kit/faults";
import { invalid } from "../body";
import type { Steered } from "../inside";

const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}, "must be a regular expression");

const fault = z.strictObject({
  service: z.enum(["heroku", "github"]).optional(),
  method: z.string().optional(),
  path: pattern.optional(),
  after: z.number().int().min(0).optional(),
  times: z.number().int().min(1).optional(),
  delayMs: z.number().int().min(0).max(600_000).optional(),
  jitterMs: z.number().int().min(0).max(600_000).optional(),
  act: z.enum(faultActs),
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).optional(),
  body: z.unknown().optional(),
});

/** `GET /faults`, `POST /faults` (a fault of kit/faults.ts without its id), `DELETE /faults`. */
export function addFaultRoutes(server: FastifyInstance, sandbox: Pick<Steered, "faults">): void {
  server.get("/faults", () => sandbox.faults.list());
  server.post("/faults", (request, reply) => {
    const parsed = fault.safeParse(request.body);
    if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
    const made = { id: randomUUID(), ...parsed.data };
    sandbox.faults.add(made);
    void reply.code(201);
    return made;
  });
  server.delete("/faults", () => {
    const gone = sandbox.faults.list();
    sandbox.faults.clear();
    return gone;
  });
}

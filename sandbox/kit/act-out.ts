import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "./errors";
import type { Fault, Faults } from "./faults";
import type { FailureForm } from "./guard";

/** Lets a server act out the faults that are in force. */
export function actOutFaults(server: FastifyInstance, service: string, faults: Faults, failure: FailureForm): void {
  const befallen = new WeakMap<FastifyRequest, Fault>();
  server.addHook("onRequest", async (request, reply) => {
    const fault = faults.take(service, request.method, request.url);
    if (!fault) return;
    befallen.set(request, fault);
    const ms = (fault.delayMs ?? 0) + Math.random() * (fault.jitterMs ?? 0);
    if (ms > 0) await delay(ms, undefined, { ref: false });
    if (fault.act === "answer") throw answerOf(fault, request, failure);
    if (fault.act === "drop" || fault.act === "reset") endConnection(request, reply, fault.act === "reset");
  });
  server.addHook("onSend", async (request, reply, payload) => {
    const act = befallen.get(request)?.act;
    if (act === "lose-answer") endConnection(request, reply, false);
    return act === "cut-answer" ? half(reply, payload) : payload;
  });
}

function answerOf(
  { status = 500, headers = {}, body }: Fault,
  request: FastifyRequest,
  failure: FailureForm,
): ApiError {
  if (body !== undefined) return new ApiError(status, body as ApiError["body"], headers);
  const own = failure(status, request, "A fault that the sandbox was told to act out");
  return new ApiError(status, own.body, { ...own.headers, ...headers });
}

function endConnection(request: FastifyRequest, reply: FastifyReply, byReset: boolean): void {
  const { socket } = request.raw;
  reply.hijack();
  if (byReset && !(socket instanceof TLSSocket)) socket.resetAndDestroy();
  else socket.destroy();
}

/** The length of the whole is announced, its first half sent, then the connection ends. */
function half(reply: FastifyReply, payload: unknown): Readable {
  const whole = Buffer.from(typeof payload === "string" ? payload : "");
  void reply.header("content-length", Math.max(1, whole.length));
  return Readable.from(
    (function* () {
      yield whole.subarray(0, whole.length / 2);
      throw new Error("the rest of the answer is cut off, as a fault demands");
    })(),
  );
}

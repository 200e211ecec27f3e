import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** A failure to be acted out by the servers of the sandbox, for tests of what clients do then. */
export interface Fault {
  readonly id: string;
  /** Name of the service, such as `heroku` or `github`; any when absent. */
  readonly service?: string;
  readonly method?: string;
  /** A regular expression on the path with its query; any path when absent. */
  readonly path?: string;
  /** Matching requests that are let through first. */
  readonly after?: number;
  /** How many requests it befalls; every matching one when absent. */
  readonly times?: number;
  readonly delayMs?: number;
  /** `answer`: `status`, `headers`, `body` instead of the handler. `drop`: the connection ends unanswered, the request undone. `lose-answer`: the request is done, its answer never arrives. */
  readonly act: "answer" | "drop" | "lose-answer" | "delay";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** The faults in force. */
export class Faults {
  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ fault, seen: 0 });
  }

  /** Ends one; nothing happens when it has ended. */
  remove(id: string): void {
    this.armed = this.armed.filter(({ fault }) => fault.id !== id);
  }

  clear(): void {
    this.armed = [];
  }

  list(): Fault[] {
    return this.armed.map(({ fault }) => fault);
  }

  /** The fault that befalls this request, counted as used. */
  take(service: string, method: string, url: string): Fault | undefined {
    for (const armed of this.armed) {
      if (!matches(armed.fault, service, method, url)) continue;
      armed.seen += 1;
      const first = armed.fault.after ?? 0;
      if (armed.seen > first && armed.seen <= first + (armed.fault.times ?? Infinity)) return armed.fault;
    }
    return undefined;
  }
}

function matches(fault: Fault, service: string, method: string, url: string): boolean {
  return (
    (fault.service === undefined || fault.service === service) &&
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.path === undefined || new RegExp(fault.path).test(url))
  );
}

/** Lets a server act out the faults that are in force. */
export function actOutFaults(server: FastifyInstance, service: string, faults: Faults): void {
  const losing = new WeakSet<FastifyRequest>();
  server.addHook("onRequest", async (request: FastifyRequest, reply: FastifyReply) => {
    const fault = faults.take(service, request.method, request.url);
    if (!fault) return;
    if (fault.delayMs) await delay(fault.delayMs);
    if (fault.act === "lose-answer") losing.add(request);
    if (fault.act === "drop") {
      reply.hijack();
      request.raw.socket.destroy();
    }
    if (fault.act === "answer")
      await reply
        .code(fault.status ?? 500)
        .headers({ "content-type": "application/json", ...fault.headers })
        .send(typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body ?? {}));
  });
  server.addHook("onSend", async (request, reply, payload) => {
    if (!losing.has(request)) return payload;
    reply.hijack();
    request.raw.socket.destroy();
    return payload;
  });
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { formatLogLine, type LogLine } from "../components/logs";
import { readBody } from "../conventions/body";
import { findApp } from "../find";
import { newSecret } from "../naming";
import type { Platform } from "../platform";

const creation = z.object({
  dyno: z.string().nullish(),
  dyno_name: z.string().nullish(),
  type: z.string().nullish(),
  source: z.string().nullish(),
  lines: z.number().int().positive().nullish(),
  tail: z.boolean().nullish(),
});

interface Session {
  readonly appId: string;
  readonly lines: number;
  readonly tail: boolean;
  readonly matches: (line: LogLine) => boolean;
  readonly endsAt: number;
}

/** Heroku's log sessions end after five minutes unless they are read. */
const SESSION_MS = 5 * 60_000;

/** Sessions in memory: a client opens one and reads it at once. */
export class LogSessions {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly platform: Platform) {}

  routes(scope: FastifyInstance): void {
    scope.post<{ Params: { app: string } }>("/apps/:app/log-sessions", (request, reply) => {
      const app = findApp(this.platform, request.params.app);
      const wanted = readBody(request, creation);
      const now = this.platform.options.clock.now().getTime();
      const id = newSecret();
      for (const [key, session] of this.sessions) if (session.endsAt < now) this.sessions.delete(key);
      this.sessions.set(id, {
        appId: app.id,
        lines: wanted.lines ?? 100,
        tail: wanted.tail ?? false,
        matches: filterOf(wanted),
        endsAt: now + SESSION_MS,
      });
      void reply.code(201);
      return { ...stampsOf(this.platform), id: randomUUID(), logplex_url: `${this.platform.options.url()}/logs/${id}` };
    });
  }

  /** Without credentials: the address itself is the key, as with Heroku's. */
  openRoutes(scope: FastifyInstance): void {
    scope.get<{ Params: { session: string } }>("/logs/:session", (request, reply) => {
      const session = this.sessions.get(request.params.session);
      if (!session) return reply.code(404).type("text/plain").send("No such session\n");
      const events = (request.headers.accept ?? "").includes("text/event-stream") || !request.headers.accept;
      const write = (line: LogLine): string =>
        events ? `id: ${line.time}\ndata: ${formatLogLine(line)}\n\n` : `${formatLogLine(line)}\n`;
      reply.hijack();
      reply.raw.writeHead(200, { "content-type": events ? "text/event-stream" : "text/plain; charset=utf-8" });
      for (const line of this.platform.logs.lines(session.appId, session.lines, session.matches))
        reply.raw.write(write(line));
      if (!session.tail) return void reply.raw.end();
      const stop = this.platform.logs.follow(session.appId, (line) => {
        if (session.matches(line)) reply.raw.write(write(line));
      });
      request.raw.on("close", stop);
    });
  }
}

function filterOf({ dyno, dyno_name, type, source }: z.infer<typeof creation>): (line: LogLine) => boolean {
  const name = dyno ?? dyno_name;
  return (line) =>
    (name == null || line.dyno === name || (!name.includes(".") && line.dyno.startsWith(`${name}.`))) &&
    (type == null || line.dyno === type || line.dyno.startsWith(`${type}.`)) &&
    (source == null || line.source === source);
}

const stampsOf = (platform: Platform): { created_at: string; updated_at: string } => {
  const { createdAt, updatedAt } = platform.stamps();
  return { created_at: createdAt, updated_at: updatedAt };
};

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Platform } from "../platform";

type OfStream = { Params: { stream: string } };

/**
 * The output of builds and release phases, without credentials: the address cannot be guessed. As `text/plain`, taken up again by
 * `Range: bytes=N-`; or as `text/event-stream`, taken up again by `Last-Event-Id`. Ids of events are positions in the text.
 */
export function streamRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get<OfStream>("/streams/:stream", (request, reply) => {
    const id = request.params.stream;
    const text = /^[\w-]+$/.test(id) ? platform.streams.read(id) : undefined;
    if (text === undefined) return reply.code(404).type("text/plain").send("No such stream\n");
    const events = (request.headers.accept ?? "").includes("text/event-stream");
    let position = startOf(request, events);
    const write = (part: string): void => {
      position += part.length;
      reply.raw.write(events ? asEvent(part, position) : part);
    };
    begin(reply, events, position > 0);
    if (text.length > position) write(text.slice(position));
    const stop = platform.streams.follow(id, write, () => {
      if (events) reply.raw.write("event: eof\ndata: eof\n\n");
      reply.raw.end();
    });
    request.raw.on("close", stop);
    return reply;
  });
}

function begin(reply: FastifyReply, events: boolean, partial: boolean): void {
  reply.hijack();
  const type = events ? "text/event-stream" : "text/plain; charset=utf-8";
  reply.raw.writeHead(partial && !events ? 206 : 200, { "content-type": type, "cache-control": "no-cache" });
  reply.raw.flushHeaders();
}

function startOf(request: FastifyRequest, events: boolean): number {
  const given = events ? request.headers["last-event-id"] : /^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1];
  const position = Number(given ?? 0);
  return Number.isInteger(position) && position > 0 ? position : 0;
}

const asEvent = (text: string, position: number): string =>
  `id: ${position}\n${text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `data: ${line}\n`)
    .join("")}\n`;

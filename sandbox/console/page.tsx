import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ComponentChild, ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { EventStream } from "./events";
import type { Inside } from "./inside";
import { ClockLine } from "./ui/clock-line";
import { Layout, type Section } from "./ui/layout";
import { Now } from "./ui/now";

export interface Page {
  readonly title: string;
  readonly section: Section;
  readonly body: ComponentChildren;
  /** The address of its event stream; without one, only the clock is kept up to date. */
  readonly live?: string;
}

/** HTML, drawn at the sandbox's present moment. */
const draw = (inside: Inside, node: ComponentChild): string =>
  renderToString(<Now.Provider value={inside.clock.now()}>{node}</Now.Provider>);

export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(`<!doctype html>${html}`);
}

/** `GET path` answers with a page. */
export function addPage<P = unknown, Q = unknown>(
  server: FastifyInstance,
  inside: Inside,
  path: string,
  build: (params: P, query: Q) => Page | Promise<Page>,
): void {
  server.get(path, async (request, reply) => {
    const { body, ...page } = await build(request.params as P, request.query as Q);
    const clock = <ClockLine clock={inside.clock} />;
    return sendPage(
      reply,
      draw(
        inside,
        <Layout live="/events" {...page} clock={clock}>
          {body}
        </Layout>,
      ),
    );
  });
}

/** `GET path` answers with an event stream that keeps a page's regions and logs up to date. */
export function addEvents<P = unknown, Q = unknown>(
  server: FastifyInstance,
  inside: Inside,
  path: string,
  tell: (stream: EventStream, params: P, query: Q) => void,
): void {
  server.get(path, (request: FastifyRequest, reply) => {
    const stream = new EventStream(request, reply, (node) => draw(inside, node));
    stream.region("clock", () => <ClockLine clock={inside.clock} />);
    tell(stream, request.params as P, request.query as Q);
  });
}

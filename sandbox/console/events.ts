import type { FastifyReply, FastifyRequest } from "fastify";
import type { ComponentChild } from "preact";

type Render = (node: ComponentChild) => string;

/** What one open page is told: regions that changed, and new lines of logs, as HTML. */
export class EventStream {
  private readonly ends: (() => void)[] = [];
  private open = true;

  constructor(
    request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly render: Render,
  ) {
    reply.hijack();
    const kept = Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
    reply.raw.writeHead(200, { ...kept, "content-type": "text/event-stream; charset=utf-8" }).flushHeaders();
    request.raw.once("close", () => this.end());
  }

  /** Shows a region anew whenever it looks different from the last time. */
  region(name: string, draw: () => ComponentChild | Promise<ComponentChild>, everyMs = 1000): void {
    let last = "";
    this.repeat(async () => {
      const html = this.render(await draw());
      if (html !== last) this.send("region", { name, html });
      last = html;
    }, everyMs);
  }

  /** Adds lines to a log, or with `fresh` replaces all that it shows. */
  lines(name: string, lines: ComponentChild, fresh = false): void {
    this.send("lines", { name, html: this.render(lines), fresh });
  }

  /** Now, and then again and again, one after the other, until the page is closed. */
  repeat(work: () => Promise<void> | void, everyMs: number): void {
    let timer: NodeJS.Timeout;
    const run = async (): Promise<void> => {
      try {
        await work();
        if (this.open) timer = setTimeout(() => void run(), everyMs).unref();
      } catch {
        this.end(); // such as: the app was deleted, the sandbox is being reset. The page asks again, and is answered why.
      }
    };
    this.onEnd(() => clearTimeout(timer));
    void run();
  }

  onEnd(stop: () => void): void {
    if (this.open) this.ends.push(stop);
    else stop();
  }

  private end(): void {
    if (!this.open) return;
    this.open = false;
    for (const stop of this.ends) stop();
    this.reply.raw.end();
  }

  private send(event: string, data: object): void {
    if (this.open) this.reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

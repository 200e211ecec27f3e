import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { chooseDyno, type RouterOptions } from "./router-choice";
import { type RouterError, routerErrors } from "./router-pages";

/**
 * Passes on requests that ask for another protocol, such as WebSockets: from then on the bytes go between client and dyno as they come.
 * A line of the log tells of them when they have ended, as at Heroku.
 */
export function passUpgrades(router: FastifyInstance, options: RouterOptions): void {
  const open = new Set<Duplex>();
  router.server.on("upgrade", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    open.add(client);
    client.once("close", () => open.delete(client));
    client.on("error", () => client.destroy());
    void pass(options, request, client, head);
  });
  router.addHook("preClose", async () => open.forEach((client) => client.destroy()));
}

async function pass(options: RouterOptions, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
  const host = request.headers.host ?? "";
  const app = options.apps.find(host.replace(/:\d+$/, "").toLowerCase());
  if (!app) return refuse(client, "404 Not Found");
  const began = Date.now();
  const choice = await chooseDyno(options, app);
  if (client.destroyed) return;
  const log = (dyno: string, failure?: RouterError): void => {
    const level = failure ? `error code=${failure.code} desc="${failure.description}"` : "info";
    const path = (request.url ?? "/").replaceAll('"', "%22");
    const served = `dyno=${dyno} connect=0ms service=${Date.now() - began}ms status=${failure ? 503 : 101} protocol=http`;
    options.apps.log(app.id, `at=${level} method=GET path="${path}" host=${host} ${served}`);
  };
  const fail = (failure: RouterError, dyno = ""): void => {
    refuse(client, "503 Service Unavailable");
    log(dyno, failure);
  };
  if ("failure" in choice) return fail(choice.failure);
  const { name } = choice.dyno;
  const dyno = connect({ host: "127.0.0.1", port: choice.port });
  const unreachable = (): void => fail(routerErrors.H21, name);
  dyno.once("error", unreachable);
  dyno.once("connect", () => {
    dyno.off("error", unreachable).on("error", () => client.destroy());
    dyno.write(requestText(request, client as Socket));
    dyno.write(head);
    dyno.pipe(client).pipe(dyno);
    dyno.once("close", () => {
      client.destroy();
      log(name);
    });
  });
  client.once("close", () => dyno.destroy());
}

const refuse = (client: Duplex, status: string): void =>
  void client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);

/** The request as it came, with the headers that Heroku's router adds. */
function requestText({ url, rawHeaders, headers }: IncomingMessage, client: Socket): string {
  const sent = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
  const kept = sent.filter((line) => !/^(x-forwarded-(for|port|proto)|x-request-id|via):/i.test(line));
  const forwarded = [headers["x-forwarded-for"], client.remoteAddress].flat().filter(Boolean).join(", ");
  const added = [
    `X-Forwarded-For: ${forwarded}`,
    `X-Forwarded-Port: ${client.localPort ?? 80}`,
    "X-Forwarded-Proto: http",
    `X-Request-Id: ${String(headers["x-request-id"] ?? randomUUID())}`,
    "Via: 1.1 vegur",
  ];
  return [`GET ${url ?? "/"} HTTP/1.1`, ...kept, ...added, "", ""].join("\r\n");
}

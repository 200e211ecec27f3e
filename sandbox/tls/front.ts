import type { Server as HttpServer } from "node:http";
import { createServer, type Server, type TLSSocket } from "node:tls";
import type { Certificate } from "./authority";

/** Takes a connection whose first bytes are no HTTP request; they are still to be read. */
export type OtherProtocol = (socket: TLSSocket) => void;

const httpMethod = /^[A-Z]{3,10} /;
/** As long as the longest method with its space. */
const enough = 8;

/**
 * TLS in front of an HTTP server. What does not begin like an HTTP request, as a rendezvous with a dyno, goes to `other`.
 * A connection that says nothing within `helloMs` is ended.
 */
export function createTlsFront(
  certificate: Certificate,
  http: HttpServer,
  other: OtherProtocol,
  helloMs = 60_000,
): Server {
  const server = createServer({ ...certificate, ALPNProtocols: ["http/1.1"], handshakeTimeout: 20_000 });
  server.on("secureConnection", (socket: TLSSocket) => {
    socket.on("error", () => socket.destroy());
    socket.setTimeout(helloMs, () => socket.destroy());
    let head: Buffer = Buffer.alloc(0);
    const look = (): void => {
      head = Buffer.concat([head, (socket.read() as Buffer | null) ?? Buffer.alloc(0)]);
      if (head.length < enough && !head.includes("\n")) return;
      socket.unshift(head);
      socket.off("readable", look).setTimeout(0);
      socket.removeAllListeners("timeout");
      if (httpMethod.test(head.toString("latin1", 0, 16))) http.emit("connection", socket);
      else other(socket);
    };
    socket.on("readable", look);
  });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}

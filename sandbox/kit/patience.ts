import type { Socket } from "node:net";

/** How long a client may take, in milliseconds: until its headers are there, and until its whole request is. */
export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often it is looked whether somebody takes longer. */
  readonly everyMs: number;
}

/** As hosting services have it for headers; a request may be the push of a large repository. */
const defaultPatience: Patience = { headersMs: 20_000, requestMs: 300_000, everyMs: 5000 };

/** Node's settings for servers that nobody holds up by sending slowly. */
export function patient({ headersMs, requestMs, everyMs }: Patience = defaultPatience) {
  return {
    requestTimeout: requestMs,
    http: { headersTimeout: headersMs, connectionsCheckingInterval: everyMs },
    clientErrorHandler: refuseRequest,
  } as const;
}

const refusals: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** What is no HTTP is refused as the vendors' edges do it: in plain text, before any API is reached. */
function refuseRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  const status = refusals[error.code ?? ""] ?? "400 Bad Request";
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const body = `${status}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PageError } from "../errors";
import type { Inside } from "../inside";

/** Cookies know no ports: without the port in its name, two sandboxes would take each other's sessions away. */
const cookieName = (inside: Inside): string => `sandbox_console_${new URL(inside.urls.console).port}`;

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // With "no-referrer" browsers would send `Origin: null` with forms.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/**
 * Lets in only browsers that are signed in, at the console's own address (DNS rebinding), and only what its own pages send:
 * a dyno's page on another port of this machine is the same site to a browser, but not the same origin.
 */
export function guard(server: FastifyInstance, inside: Inside): void {
  server.addHook("onRequest", async (request, reply) => {
    void reply.headers(headers);
    refuseForeign(request, inside);
    if (request.routeOptions.config.open) return;
    if (!inside.signIn.admits(cookieOf(request, cookieName(inside)))) throw signInFirst;
  });
}

const signInFirst = new PageError(
  401,
  "Sign in",
  "This browser is not signed in, or its session has ended. Run “bin/sandbox console” and open the address that it prints.",
);

function refuseForeign(request: FastifyRequest, { urls }: Inside): void {
  const { host, origin } = request.headers;
  const port = new URL(urls.console).port;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    throw new PageError(421, "Not here", `The console answers at ${urls.console} only.`);
  const writes = request.method !== "GET" && request.method !== "HEAD";
  if ((writes || origin !== undefined) && origin !== `http://${host}`) throw foreign;
  const { "sec-fetch-site": site = "none", "sec-fetch-mode": mode } = request.headers;
  if (site !== "none" && site !== "same-origin" && (writes || mode !== "navigate")) throw foreign;
}

const foreign = new PageError(403, "Refused", "Only pages of this console may send that.");

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const cookies = request.headers.cookie?.split(/;\s*/) ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

export function setCookie(reply: FastifyReply, inside: Inside, value: string, seconds: number): void {
  void reply.header(
    "set-cookie",
    `${cookieName(inside)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`,
  );
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Served to browsers that are not signed in. */
    open?: boolean;
  }
}

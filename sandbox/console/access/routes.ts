import type { FastifyInstance } from "fastify";
import { PageError } from "../errors";
import type { Inside } from "../inside";
import { setCookie } from "./guard";

/** `GET /sign-in?token=`, as `bin/sandbox console` prints it, and `POST /sign-out`. */
export function addSignInRoutes(server: FastifyInstance, inside: Inside): void {
  server.get<{ Querystring: { token?: string } }>("/sign-in", { config: { open: true } }, (request, reply) => {
    const opened = inside.signIn.redeem(String(request.query.token ?? ""));
    if (!opened)
      throw new PageError(
        401,
        "Sign in",
        "This address was used already, or is older than five minutes. Run “bin/sandbox console” for a new one.",
      );
    setCookie(reply, inside, opened.session, opened.seconds);
    return reply.redirect("/", 303);
  });
  server.post("/sign-out", (_request, reply) => {
    setCookie(reply, inside, "", 0);
    return reply.redirect("/", 303);
  });
}

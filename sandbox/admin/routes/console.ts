import type { FastifyInstance } from "fastify";
import type { Inside } from "../../console/inside";

/** `POST /console-links`: `{url}` that lets one browser into the console, once, within five minutes. */
export function addConsoleRoute(server: FastifyInstance, { signIn, urls }: Pick<Inside, "signIn" | "urls">): void {
  server.post("/console-links", (_request, reply) => {
    void reply.code(201);
    return { url: `${urls.console}/sign-in?token=${signIn.issue()}` };
  });
}

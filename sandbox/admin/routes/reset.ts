import type { FastifyInstance } from "fastify";
import type { Steered } from "../inside";

/** `POST /reset`: back to the state of the first start, in the same process; answers when it is done. */
export function addResetRoute(server: FastifyInstance, sandbox: Pick<Steered, "reset" | "home">): void {
  server.post("/reset", async () => {
    await sandbox.reset();
    return { home: sandbox.home.folder };
  });
}

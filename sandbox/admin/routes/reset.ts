import type { FastifyInstance } from "fastify";
import type { Sandbox } from "../../sandbox";

/** `POST /reset`: back to the state of the first start, in the same process; answers when it is done. */
export function addResetRoute(server: FastifyInstance, sandbox: Sandbox): void {
  server.post("/reset", async () => {
    await sandbox.reset();
    return { home: sandbox.home.folder };
  });
}

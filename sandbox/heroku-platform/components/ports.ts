import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A port of loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

/** Whether something listens on the port before the time is over or the process has ended. */
export async function waitUntilListening(port: number, timeoutMs: number, ended: Promise<unknown>): Promise<boolean> {
  let over = false;
  void ended.then(() => (over = true));
  const until = Date.now() + timeoutMs;
  while (!over && Date.now() < until) {
    if (await listens(port)) return !over;
    await Promise.race([delay(50), ended]);
  }
  return false;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });
}

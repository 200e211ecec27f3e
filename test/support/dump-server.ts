import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";

/** Gives a file away to whoever has its URL, as a store with signed URLs does. */
export interface DumpServer {
  readonly url: string;
  /** What it answers from now on. */
  answer(status: number): void;
  /** How often it was asked. */
  readonly asked: () => number;
  close(): Promise<void>;
}

export async function serveDump(file: string): Promise<DumpServer> {
  let status = 200;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(status).end(status === 200 ? readFileSync(file) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/private/backup.dump?Signature=of-the-store-alone`,
    answer: (next) => void (status = next),
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

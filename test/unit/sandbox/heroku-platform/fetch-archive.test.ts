import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchArchive, SourceUnavailable } from "../../../../sandbox/heroku-platform/actions/fetch-archive";

const folder = mkdtempSync(join(tmpdir(), "fetch-archive-"));
const file = join(folder, "archives", "source.tgz");
let server: Server;
let leave: () => void;
const left = new Promise<void>((done) => (leave = done));

/** Answers `/short` with five bytes, and `/endless` until the client goes away. */
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/short") return void response.end("short");
    const timer = setInterval(() => response.write(Buffer.alloc(10_000)), 1);
    response.on("close", () => {
      clearInterval(timer);
      leave();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

const fetched = (path: string, maxBytes?: number) =>
  fetchArchive(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    file,
    new AbortController().signal,
    maxBytes,
  );

describe("the archive of a source", () => {
  it("is what was sent, with its checksum", async () => {
    const { sha256 } = await fetched("/short");
    expect(readFileSync(file, "utf8")).toBe("short");
    expect(sha256).toBe("f9b0078b5df596d2ea19010c001bbd009e651de2c57e8fb7e355f31eb9d3f739");
  });

  it("may be as large as it may, and no larger: a server that never ends its answer fills no disk", async () => {
    expect(await fetched("/short", 5)).toMatchObject({ file });
    const error = await fetched("/endless?signature=secret", 1_000_000).catch((failure: Error) => failure);
    expect(error).toBeInstanceOf(SourceUnavailable);
    expect((error as Error).message).toMatch(/\/endless: it is larger than 1000000 bytes$/);
    await left;
  });
});

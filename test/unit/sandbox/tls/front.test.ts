import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { openCertificate } from "../../../../sandbox/tls/authority";
import { tlsFiles } from "../../../../sandbox/tls/files";
import { createTlsFront } from "../../../../sandbox/tls/front";

describe("the TLS listener", () => {
  const home = mkdtempSync(join(tmpdir(), "tls-"));
  const folder = join(home, "tls");
  const ca = (): string => readFileSync(tlsFiles(folder).authorityFile, "utf8");
  const http = createServer((request, response) => response.end(`${request.method} ${request.url}`));
  let close: () => Promise<unknown>;
  let port: number;

  beforeAll(async () => {
    const front = createTlsFront(await openCertificate(folder), http, (socket) => {
      socket.once("data", (data: Buffer) => socket.end(`other: ${data.toString()}`));
    });
    await new Promise<void>((done) => front.listen(0, "127.0.0.1", done));
    port = (front.address() as AddressInfo).port;
    close = () => new Promise((done) => front.close(done));
  });
  afterAll(async () => {
    http.closeAllConnections();
    await close();
    rmSync(home, { recursive: true, force: true });
  });

  it("keeps its files to their owner, and the authority's key to nobody", () => {
    expect(readdirSync(folder).sort()).toEqual(["bundle.pem", "ca.pem", "server.key", "server.pem"]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(tlsFiles(folder).bundleFile, "utf8").endsWith(ca())).toBe(true);
  });

  it("keeps its certificate over a restart", async () => {
    const { cert } = await openCertificate(folder);
    expect(cert).toBe(readFileSync(join(folder, "server.pem"), "utf8"));
    expect((await openCertificate(folder)).cert).toBe(cert);
  });

  it("serves HTTP to who trusts its authority", async () => {
    const body = await new Promise<string>((done, fail) => {
      const request = get({ host: "localhost", port, path: "/apps", ca: ca(), agent: false }, (answer) => {
        answer.setEncoding("utf8").once("data", done);
      });
      request.once("error", fail);
    });
    expect(body).toBe("GET /apps");
  });

  it("hands what is not HTTP to the rendezvous, also when it comes byte by byte", async () => {
    const socket = connect({ host: "localhost", port, ca: ca() });
    const answer = new Promise<string>((done) => socket.setEncoding("utf8").once("data", done));
    socket.setNoDelay(true).write("s");
    socket.write("ecret\r\n");
    expect(await answer).toBe("other: secret\r\n");
    socket.destroy();
  });
});

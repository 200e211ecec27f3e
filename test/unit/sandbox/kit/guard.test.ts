import { once } from "node:events";
import { connect } from "node:net";
import { ApiError } from "../../../../sandbox/kit/errors";
import { parseJson } from "../../../../sandbox/kit/guard";
import { createServer } from "../../../../sandbox/kit/server";
import { HeldPort } from "../../../../sandbox/listeners";

const server = createServer({
  name: "things",
  stores: [],
  failure: (status, _request, detail) => new ApiError(status, { id: `failure_${status}`, message: detail }),
  bodyLimit: 1000,
  patience: { headersMs: 100, requestMs: 200, everyMs: 20 },
});
let held: HeldPort;

beforeAll(async () => {
  server.post("/things/:name", async (request) => ({ name: request.params, body: request.body ?? null }));
  await server.ready();
  held = await HeldPort.hold(0);
  held.serve(server.server);
});
afterAll(async () => {
  await held.close();
  await server.close();
});

/** What is answered to these bytes until the connection ends. */
async function say(...parts: string[]): Promise<string> {
  const socket = connect(held.port, "127.0.0.1").setEncoding("utf8");
  let heard = "";
  socket.on("data", (text: string) => (heard += text));
  for (const part of parts) socket.write(part);
  await once(socket, "close");
  return heard;
}

const request = (headers: string, body = "{}", path = "/things/one"): string =>
  `POST ${path} HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;
const own = "Host: 127.0.0.1\r\n";
const statusOf = (answer: string): number => Number(answer.split(" ")[1]);

describe("a simulator's server, attacked", () => {
  it.each(["127.0.0.1", "127.0.0.1:7770", "localhost:7774", "LOCALHOST", "penny.localhost:80", "[::1]:7770"])(
    "serves the host %s",
    async (host) => expect(statusOf(await say(request(`Host: ${host}\r\n`)))).toBe(200),
  );

  it.each([
    "evil.example",
    "evil.example:7770",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil@localhost",
    "0.0.0.0",
    "",
  ])("does not serve the host %p, which may be made to point here", async (host) => {
    const answer = await say(request(`Host: ${host}\r\n`));
    expect(statusOf(answer)).toBe(421);
    expect(answer).toContain('"id":"failure_421"');
  });

  it.each([
    ["http://127.0.0.1:7773", 200],
    ["https://127.0.0.1:7773", 200],
    ["http://127.0.0.1:7772", 403],
    ["http://penny.localhost:7773", 403],
    ["http://evil.example", 403],
    ["http://evil.example:7773", 403],
    ["file://", 403],
    ["null", 403],
  ])("answers a page of %s with %i", async (origin, status) => {
    expect(statusOf(await say(request(`Host: 127.0.0.1:7773\r\nOrigin: ${origin}\r\n`)))).toBe(status);
  });

  it("ends a client that sends its headers slowly", async () => {
    expect(await say("POST /things/one HTTP/1.1\r\nHost: 127.0.0.1\r\n")).toContain("408 Request Timeout");
  });

  it("ends a client that sends its body slowly", async () => {
    const head = `POST /things/one HTTP/1.1\r\n${own}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
    expect(await say(head)).toContain("408 Request Timeout");
  });

  it.each([
    ["what is no HTTP", "hello\r\n\r\n", 400],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["a length and chunks, which smuggles requests", request(`${own}Transfer-Encoding: chunked\r\n`), 400],
    ["headers without end", request(`${own}X-Long: ${"x".repeat(40_000)}\r\n`), 431],
    ["a header with a line break", request(`${own}X-Broken: a\rb\r\n`), 400],
  ])("refuses %s", async (_what, bytes, status) => {
    expect(statusOf(await say(bytes))).toBe(status);
  });

  it.each([
    ["a body above the limit", "x".repeat(1001), 413],
    ["malformed JSON", "{", 400],
    ["JSON that is nested without end", "[".repeat(900), 400],
    ["objects that are nested without end", '{"a":'.repeat(180), 400],
  ])("refuses %s in the vendor's form", async (_what, body, status) => {
    const answer = await say(request(own, body));
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain(`"id":"failure_${status}"`);
  });

  it("refuses a path that is no path in the vendor's form", async () => {
    expect(await say(request(own, "{}", "/things/%zz"))).toContain('"id":"failure_400"');
    expect(await say(request(own, "{}", `/things/${"x".repeat(3000)}`))).toMatch(/"id":"failure_4\d\d"/);
  });

  it("counts only what is nested, not what stands in strings", () => {
    const text = JSON.stringify({ text: '[{"\\'.repeat(1000), list: [1, { deep: [] }] });
    expect(JSON.stringify(parseJson(text))).toBe(text);
  });
});

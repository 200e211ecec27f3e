import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { BadEndpoint, NotFound, redact, resolveEndpoints, Transport, Unreachable } from "../../../../clients/transport";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

describe("a request", () => {
  let server: Server;
  let answers: Answer[];
  let seen: IncomingMessage[];
  let pauses: number[];
  let transport: Transport;

  beforeEach(async () => {
    [answers, seen, pauses] = [[], [], []];
    server = createServer((request, response) => {
      seen.push(request);
      (answers.shift() ?? json(200, { fine: true }))(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
    const time = { now: () => Date.parse("2026-11-23T10:00:00Z"), sleep };
    transport = new Transport({
      service: "Heroku Platform API",
      baseUrl,
      apiKey: "the-key-itself",
      mediaType: "application/json",
      time,
    });
  });
  afterEach(async () => {
    await transport.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("carries the key, and brings the answer", async () => {
    expect((await transport.send("GET", "/apps")).body).toEqual({ fine: true });
    expect(seen[0]?.headers.authorization).toBe("Bearer the-key-itself");
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"] as const)(
    "%s is repeated after a failure of the server",
    async (method) => {
      answers.push(json(503, { id: "maintenance", message: "later" }), json(500, {}));
      await transport.send(method, "/apps/a");
      expect(seen).toHaveLength(3);
      expect(pauses).toHaveLength(2);
    },
  );

  it("that makes something is not repeated when it may have been done", async () => {
    answers.push(json(503, { id: "maintenance", message: "later" }));
    await expect(transport.send("POST", "/apps")).rejects.toMatchObject({ id: "server_failed", status: 503 });
    answers.push((request) => request.socket.destroy());
    await expect(transport.send("POST", "/apps")).rejects.toBeInstanceOf(Unreachable);
    expect(seen).toHaveLength(2);
  });

  it("that makes something is repeated when it surely was not done", async () => {
    answers.push(json(429, { id: "rate_limit", message: "slow" }, { "retry-after": "7" }));
    answers.push(json(422, { id: "invalid_params", message: "The app is being provisioned" }));
    expect((await transport.send("POST", "/apps")).status).toBe(200);
    expect(pauses[0]).toBe(7000);
  });

  it("is not repeated where the API has no such thing, or asks for a longer wait than anybody would take", async () => {
    answers.push(json(501, { id: "not_implemented", message: "no" }));
    await expect(transport.send("GET", "/apps")).rejects.toMatchObject({ status: 501 });
    answers.push(json(429, { id: "rate_limit", message: "slow" }, { "retry-after": "3600" }));
    await expect(transport.send("GET", "/apps")).rejects.toMatchObject({ id: "rate_limited" });
    expect(seen).toHaveLength(2);
    expect(pauses).toEqual([]);
  });

  it("that is cancelled says so", async () => {
    const cancel = new AbortController();
    answers.push(() => cancel.abort());
    await expect(transport.send("GET", "/apps", { signal: cancel.signal })).rejects.toMatchObject({ id: "cancelled" });
  });

  it("slows down before the allowance is used up", async () => {
    answers.push(json(200, {}, { "ratelimit-remaining": "3" }));
    await transport.send("GET", "/apps");
    await transport.send("GET", "/apps");
    expect(pauses).toEqual([800]);
  });

  it("at the same time as others goes out after them, when little of the allowance is left", async () => {
    answers.push(json(200, {}, { "ratelimit-remaining": "3" }));
    await transport.send("GET", "/apps");
    await Promise.all([1, 2, 3].map(() => transport.send("GET", "/apps")));
    expect(pauses).toEqual([800, 1600, 2400]);
  });

  it("for a list is repeated for each further page", async () => {
    answers.push(json(206, [1, 2], { "next-range": "id ]2..; max=2" }), json(200, [3]));
    expect(await transport.list("/apps")).toEqual([1, 2, 3]);
    expect(seen[1]?.headers["range"]).toBe("id ]2..; max=2");
    answers.push(json(200, [4], { "next-range": "id ]4..; max=2" }));
    expect(await transport.list("/apps")).toEqual([4]);
  });

  it("that fails tells the API's id, words and request, and no query", async () => {
    answers.push(
      json(422, { id: "invalid_params", message: "Name is taken by the-key-itself" }, { "request-id": "r-1,r-2" }),
    );
    const failed = transport.send("POST", "/apps?token=hidden", { body: {} });
    await expect(failed).rejects.toThrow(
      "Heroku Platform API: POST /apps answered 422 invalid_params: Name is taken by [REDACTED] (request r-1)",
    );
  });

  it("finds nothing only where the API itself says so", async () => {
    answers.push(json(404, { id: "not_found", message: "no app" }), json(404, { message: "a proxy's" }));
    await expect(transport.send("GET", "/apps/a")).rejects.toBeInstanceOf(NotFound);
    await expect(transport.send("GET", "/apps/a")).rejects.not.toBeInstanceOf(NotFound);
  });

  it("answered by something else than JSON is told as that", async () => {
    answers.push((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"));
    await expect(transport.send("GET", "/apps")).rejects.toMatchObject({ id: "unreadable_answer" });
  });
});

describe("no answer", () => {
  const request = { service: "Heroku Platform API", method: "GET", path: "/account" };
  const told = (why: string) => new Unreachable(request, "https://api.heroku.com", false, why).message;

  it("for a certificate that is out of its time points at this machine's clock, which may be wrong", () => {
    expect(told("certificate is not yet valid")).toContain("Check this machine's clock");
    expect(told("getaddrinfo ENOTFOUND api.heroku.com")).toContain("Check that it can be reached from here");
  });
});

describe("secrets in a message", () => {
  it("are taken out whole, also where one begins like another", () => {
    expect(redact("key-1234 and key-12", ["key-12", "key-1234"])).toBe("[REDACTED] and [REDACTED]");
  });
});

describe("the endpoints", () => {
  const local = "http://127.0.0.1:7770";
  it("are Heroku's own when nothing is said", () => {
    expect(resolveEndpoints({}, {}).platform).toBe("https://api.heroku.com");
  });
  it("are all on this machine or none", () => {
    expect(() => resolveEndpoints({ platform: local }, {})).toThrow(BadEndpoint);
    const all = { HEROKU_API_URL: `${local}/`, HEROKU_DATA_API_URL: local, HEROKU_SCHEDULER_API_URL: local };
    expect(resolveEndpoints({}, all).platform).toBe(local);
  });
  it.each(["http://[::1]:7770", "http://127.1.2.3:7770", "http://heroku.localhost:7770"])(
    "are on this machine: %s",
    (url) => {
      expect(resolveEndpoints({ platform: url, data: local, scheduler: local }, {}).platform).toBe(url);
    },
  );
  it.each(["http://api.heroku.com", "ftp://127.0.0.1", "api.heroku.com", "https://user:pass@api.heroku.com"])(
    "are not %s",
    (url) => {
      expect(() => resolveEndpoints({ platform: url, data: url, scheduler: url }, {})).toThrow(BadEndpoint);
    },
  );
});

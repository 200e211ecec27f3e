import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiError } from "../../../../sandbox/kit/errors";
import { Faults } from "../../../../sandbox/kit/faults";
import { answerGaps } from "../../../../sandbox/kit/gaps";
import { createServer, listen } from "../../../../sandbox/kit/server";
import { Store } from "../../../../sandbox/kit/store";

const folder = mkdtempSync(join(tmpdir(), "kit-"));
const file = join(folder, "state.json");
const store = new Store(file);
const things = store.collection<{ id: string; name: string }>("things");
const faults = new Faults();
const server = createServer({
  name: "things",
  stores: [store],
  faults,
  failure: (status, _request, detail) => new ApiError(status, { id: `failure_${status}`, message: detail }),
});
let base: string;

beforeAll(async () => {
  server.post("/things", async (request, reply) =>
    reply.code(201).send(things.insert(request.body as { id: string; name: string })),
  );
  server.get("/things", async () => things.all());
  answerGaps(server, "Things", [{ method: "DELETE", path: "/things/:id", reason: "nobody asked" }]);
  base = `http://127.0.0.1:${await listen(server)}`;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => faults.clear());

const post = (body: string, type = "application/json") =>
  fetch(`${base}/things`, { method: "POST", headers: { "content-type": type }, body });

describe("a simulator's server", () => {
  it("has an answered change on the disk, readable by the owner only", async () => {
    expect((await post('{"id":"1","name":"one"}', "application/vnd.api+json")).status).toBe(201);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(new Store(file).collection("things").all()).toEqual([{ id: "1", name: "one" }]);
  });

  it("renders malformed JSON and unknown paths as the vendor does", async () => {
    expect(await (await post("{")).json()).toMatchObject({ id: "failure_400" });
    expect((await fetch(`${base}/nothing`)).status).toBe(404);
  });

  it("answers 501 with the endpoint's name for a gap", async () => {
    const answer = await fetch(`${base}/things/1`, { method: "DELETE" });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain("DELETE /things/:id of Things: nobody asked");
  });

  it("acts out a fault as often as it was told, in the vendor's form", async () => {
    faults.add({ id: "f", act: "answer", status: 429, headers: { "retry-after": "1" }, times: 1, path: "^/things" });
    const answer = await fetch(`${base}/things`);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await answer.json()).toMatchObject({ id: "failure_429" });
    expect((await fetch(`${base}/things`)).status).toBe(200);
  });

  it("answers what a fault says, in its words", async () => {
    faults.add({ id: "f", act: "answer", status: 503, body: { error: "later" } });
    faults.add({ id: "g", act: "answer", status: 502, body: "Bad Gateway" });
    expect(await (await fetch(`${base}/things`)).json()).toEqual({ error: "later" });
    faults.remove("f");
    expect(await (await fetch(`${base}/things`)).text()).toBe("Bad Gateway");
  });

  it("waits as long as a fault says, and a little longer at random", async () => {
    faults.add({ id: "f", act: "delay", delayMs: 60, jitterMs: 20 });
    const from = performance.now();
    expect((await fetch(`${base}/things`)).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThan(58);
  });

  it("does the request and loses the answer", async () => {
    faults.add({ id: "f", act: "lose-answer", method: "POST" });
    await expect(post('{"id":"2","name":"two"}')).rejects.toThrow();
    expect(things.get("2")).toEqual({ id: "2", name: "two" });
  });

  it("does the request and cuts the answer in half", async () => {
    faults.add({ id: "f", act: "cut-answer", method: "POST" });
    const answer = await post('{"id":"4","name":"four"}');
    expect([answer.status, Number(answer.headers.get("content-length"))]).toEqual([
      201,
      '{"id":"4","name":"four"}'.length,
    ]);
    await expect(answer.text()).rejects.toThrow("terminated");
    expect(things.get("4")).toEqual({ id: "4", name: "four" });
  });

  it.each(["drop", "reset"] as const)("ends the connection by a %s, with the request undone", async (act) => {
    faults.add({ id: "f", act, method: "POST" });
    const failed = await post('{"id":"3","name":"three"}').catch(
      (error: Error) => (error.cause as { code: string }).code,
    );
    expect(failed).toBe(act === "reset" ? "ECONNRESET" : "UND_ERR_SOCKET");
    expect(things.get("3")).toBeUndefined();
  });
});

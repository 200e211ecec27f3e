import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

const R = "/repos/{owner}/{repo}";
const O = "/repos/orchard/apples";
const secret = "between us";
let github: SimulatedGitHub;
const { send, agrees, put } = callerOf(() => github);

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Whoever listens to webhooks, on this machine. */
class Receiver {
  readonly received: Received[] = [];
  status = 200;
  private waiting: (() => void)[] = [];
  private readonly server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on("data", (part: Buffer) => parts.push(part))
      .on("end", () => {
        response.writeHead(this.status).end("thanks");
        this.received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        for (const look of this.waiting.splice(0)) look();
      });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** The first request about an event, now or as soon as it comes. */
  async about(event: string, action?: string): Promise<Received> {
    for (;;) {
      const found = this.received.find(
        ({ headers, body }) =>
          headers["x-github-event"] === event &&
          (action === undefined || (JSON.parse(body) as { action?: string }).action === action),
      );
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}

const receiver = new Receiver();
let url: string;

beforeAll(async () => {
  github = await simulatedGitHub();
  url = await receiver.open();
});
afterAll(async () => {
  await github.stop();
  await receiver.close();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.status = 200;
});

interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly status_code: number;
  readonly status: string;
  readonly redelivery: boolean;
}

/** A webhook of this test's; what is delivered about `event`, once it was answered. */
async function hook(events: string[], more: Record<string, unknown> = {}): Promise<number> {
  const config = { url, content_type: "json", secret, ...more };
  return (await agrees<{ id: number }>(`POST ${R}/hooks`, `${O}/hooks`, { config, events })).id;
}
const remove = (id: number) => agrees(`DELETE ${R}/hooks/{hook_id}`, `${O}/hooks/${id}`);

async function delivery(id: number, event: string, redelivery = false): Promise<Delivery> {
  for (;;) {
    const { body } = await send<Delivery[]>("GET", `${O}/hooks/${id}/deliveries`);
    const found = body.find((row) => row.event === event && row.redelivery === redelivery);
    if (found) return found;
    await new Promise(setImmediate);
  }
}

describe("a webhook", () => {
  it("agrees with GitHub's published description and keeps its secret", async () => {
    const id = await hook(["push"]);
    expect(await agrees(`GET ${R}/hooks/{hook_id}`, `${O}/hooks/${id}`)).toMatchObject({
      config: { secret: "********" },
    });
    await agrees(`GET ${R}/hooks`, `${O}/hooks`);
    await agrees(`PATCH ${R}/hooks/{hook_id}`, `${O}/hooks/${id}`, { add_events: ["pull_request"] });
    await agrees(`PATCH ${R}/hooks/{hook_id}/config`, `${O}/hooks/${id}/config`, { insecure_ssl: "1" });
    await agrees(`GET ${R}/hooks/{hook_id}/config`, `${O}/hooks/${id}/config`);
    expect((await send("POST", `${O}/hooks`, { config: { url: "no address" } })).status).toBe(422);
    await remove(id);
  });

  it("is told of itself, then of a push, signed with its secret", async () => {
    const id = await hook(["push"]);
    expect(JSON.parse((await receiver.about("ping")).body)).toMatchObject({
      hook_id: id,
      repository: { name: "apples" },
    });
    const sha = await put(O, "hook.txt", "one\n");
    const { headers, body } = await receiver.about("push");
    expect(JSON.parse(body)).toMatchObject({ after: sha, ref: "refs/heads/master", head_commit: { id: sha } });
    const signed = (algorithm: string) => `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
    expect(headers).toMatchObject({
      "x-hub-signature-256": signed("sha256"),
      "x-hub-signature": signed("sha1"),
      "x-github-hook-id": String(id),
      "content-type": "application/json",
    });
    await remove(id);
  });

  it("keeps what was delivered, and delivers it again when asked", async () => {
    const id = await hook(["issues"]);
    receiver.status = 503;
    await send("POST", `${O}/issues`, { title: "Worm" });
    const first = await delivery(id, "issues");
    expect(first).toMatchObject({ status_code: 503, status: "Invalid HTTP Response: 503" });
    const path = `${O}/hooks/${id}/deliveries`;
    await agrees(`GET ${R}/hooks/{hook_id}/deliveries`, path);
    const whole = await agrees<{ request: { headers: Record<string, string> }; response: { payload: string } }>(
      `GET ${R}/hooks/{hook_id}/deliveries/{delivery_id}`,
      `${path}/${first.id}`,
    );
    expect(whole.response.payload).toBe("thanks");
    expect(JSON.stringify(whole)).not.toContain(secret);
    receiver.status = 200;
    expect((await send("POST", `${path}/${first.id}/attempts`)).status).toBe(202);
    expect(await delivery(id, "issues", true)).toMatchObject({ guid: first.guid, status: "OK" });
    await remove(id);
  });

  it("hears of pull requests, comments, statuses and check runs, as a form if it likes", async () => {
    const id = await hook(["pull_request", "issue_comment", "status", "check_run"]);
    const sha = await put(O, "base.txt", "base\n");
    await send("POST", `${O}/git/refs`, { ref: "refs/heads/told", sha });
    const head = await put(O, "told.txt", "told\n", "told");
    const { body } = await send<{ number: number }>("POST", `${O}/pulls`, { title: "T", head: "told", base: "master" });
    await receiver.about("pull_request", "opened");
    await send("POST", `${O}/issues/${body.number}/comments`, { body: "Hm." });
    expect(JSON.parse((await receiver.about("issue_comment", "created")).body)).toMatchObject({
      comment: { body: "Hm." },
    });
    await send("POST", `${O}/statuses/${head}`, { state: "success", context: "backend" });
    expect(JSON.parse((await receiver.about("status")).body)).toMatchObject({ context: "backend", state: "success" });
    const app = github.simulator.issueToken("orchard", "apples", "write");
    await send("POST", `${O}/check-runs`, { name: "lint", head_sha: head, conclusion: "success" }, app);
    await receiver.about("check_run", "completed");
    await remove(id);
    const form = await hook(["issues"], { content_type: "form" });
    const { headers, body: text } = await receiver
      .about("ping")
      .then(() => delivery(form, "ping"))
      .then(() => receiver.received.at(-1)!);
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(JSON.parse(new URLSearchParams(text).get("payload")!)).toMatchObject({ hook_id: form });
    await remove(form);
  });

  it("elsewhere than on this machine is told nothing", async () => {
    const id = await hook(["push"], { url: "https://hooks.example.com/x" });
    expect(await delivery(id, "ping")).toMatchObject({
      status_code: 0,
      status: expect.stringContaining("this machine only") as string,
    });
    expect((await send("GET", `${O}/hooks/${id}`)).body).toMatchObject({ last_response: { status: "misconfigured" } });
    await remove(id);
  });
});

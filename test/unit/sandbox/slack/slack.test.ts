import { join } from "node:path";
import Fastify from "fastify";
import { Clock } from "../../../../sandbox/kit/clock";
import { Store } from "../../../../sandbox/kit/store";
import { createSlack } from "../../../../sandbox/slack";
import { temporaryFolder } from "../../../support/temporary";

describe("the stand-in for Slack", () => {
  const began = Date.parse("2026-11-23T10:00:00Z");
  const server = Fastify();
  const store = new Store(join(temporaryFolder(), "slack.json"));
  createSlack({ store, clock: new Clock({ machineTime: () => began }) }).register(server);
  afterAll(() => server.close());

  const headers = { authorization: "Bearer xoxb-1" };
  const post = async (payload: object, given: Record<string, string> = headers) =>
    (await server.inject({ method: "POST", url: "/slack/api/chat.postMessage", payload, headers: given })).json();
  const history = async (channel: string) =>
    (await server.inject({ url: `/slack/api/conversations.history?channel=${channel}`, headers })).json();

  it("takes messages, each with a time stamp of its own, and shows a channel's newest first", async () => {
    const first = await post({ channel: "deploys", text: "one" });
    expect(first).toMatchObject({ ok: true, channel: "deploys", ts: "1795428000.000000", message: { text: "one" } });
    expect((await post({ channel: "deploys", text: "two" })).ts).toBe("1795428000.000001");
    await post({ channel: "other", text: "three" });
    expect((await history("deploys")).messages.map(({ text }: { text: string }) => text)).toEqual(["two", "one"]);
  });

  it("refuses as Slack does: with a 200 and the reason", async () => {
    expect(await post({ channel: "deploys", text: "x" }, {})).toEqual({ ok: false, error: "not_authed" });
    expect(await post({ channel: "deploys" })).toEqual({ ok: false, error: "invalid_arguments" });
  });
});

import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "../kit/clock";
import type { Store } from "../kit/store";
import type { Service } from "../service";

interface Message {
  readonly id: string;
  readonly channel: string;
  readonly text: string;
}

const posted = z.object({ channel: z.string().min(1), text: z.string().min(1) });
const kept = 1000;

/**
 * Of Slack what tells a team of a deploy, at `/slack/api`: `chat.postMessage`, and `conversations.history` to read it. Any token is good, as
 * the sandbox knows none. As at Slack, a refusal is a 200 with `ok: false`. Source: https://docs.slack.dev/apis/web-api/
 */
export function createSlack({ store, clock }: { readonly store: Store; readonly clock: Clock }): Service {
  const messages = store.collection<Message>("messages");
  const post = (request: FastifyRequest) => {
    const parsed = posted.safeParse(request.body);
    if (!parsed.success) return { ok: false, error: "invalid_arguments" };
    const ts = stampAfter(messages.all().at(-1)?.id, clock.now());
    messages.insert({ id: ts, ...parsed.data });
    for (const old of messages.all().slice(0, -kept)) messages.remove(old.id);
    return { ok: true, channel: parsed.data.channel, ts, message: { type: "message", ts, text: parsed.data.text } };
  };
  const history = (request: FastifyRequest) => {
    const { channel } = request.query as { channel?: string };
    const found = messages.filter((message) => message.channel === channel).reverse();
    return { ok: true, messages: found.map(({ id, text }) => ({ type: "message", ts: id, text })), has_more: false };
  };
  const authenticated = (answer: (request: FastifyRequest) => object) => (request: FastifyRequest) =>
    /^Bearer ./.test(request.headers.authorization ?? "") ? answer(request) : { ok: false, error: "not_authed" };
  const register = (server: FastifyInstance): void => {
    server.post("/slack/api/chat.postMessage", authenticated(post));
    server.get("/slack/api/conversations.history", authenticated(history));
  };
  return { name: "slack", listener: "heroku", store, tickers: [], register, close: () => Promise.resolve() };
}

/** Slack's time stamp of a message, which is its id too: seconds with six decimals, each later than the one before. */
function stampAfter(before: string | undefined, now: Date): string {
  const micros = Math.max(now.getTime() * 1000, before === undefined ? 0 : Number(before.replace(".", "")) + 1);
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, "0")}`;
}

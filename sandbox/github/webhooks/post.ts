import { createHmac } from "node:crypto";
import type { Hook, HookDelivery } from "../entities";

/** An event as one webhook is told of it. */
export interface Message {
  readonly guid: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Outcome = Pick<HookDelivery, "duration" | "status" | "statusCode" | "request" | "response">;

/** GitHub waits as long. Source: https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries */
const answerWithinMs = 10_000;
const longestAnswer = 10_000;
const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Sends one message to a webhook, signed with its secret. A rehearsal tells nobody outside of this machine. */
export async function post(hook: Hook, message: Message, ended: AbortSignal): Promise<Outcome> {
  const body = encoded(hook, message.payload);
  const headers = headersOf(hook, message, body);
  const request = { headers, payload: message.payload };
  const began = performance.now();
  const outcome = (statusCode: number, status: string, response: HookDelivery["response"]): Outcome => ({
    duration: Math.round(performance.now() - began) / 1000,
    status,
    statusCode,
    request,
    response,
  });
  const nothing = { headers: {}, payload: "" };
  if (!loopback.test(new URL(hook.config.url).hostname))
    return outcome(0, "not sent: the sandbox sends webhooks to this machine only", nothing);
  try {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(answerWithinMs)]);
    const answer = await fetch(hook.config.url, { method: "POST", body, headers, signal, redirect: "manual" });
    const headersBack: Record<string, string> = {};
    answer.headers.forEach((value, name) => (headersBack[name] = value));
    const response = { headers: headersBack, payload: (await answer.text()).slice(0, longestAnswer) };
    return outcome(answer.status, answer.ok ? "OK" : `Invalid HTTP Response: ${answer.status}`, response);
  } catch (error) {
    const timedOut = (error as Error).name === "TimeoutError";
    return outcome(0, timedOut ? "timed out" : "failed to connect to host", nothing);
  }
}

function encoded({ config }: Hook, payload: Message["payload"]): string {
  const json = JSON.stringify(payload);
  return config.content_type === "json" ? json : new URLSearchParams({ payload: json }).toString();
}

/** Source: https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
function headersOf({ id, repositoryId, config }: Hook, { guid, event }: Message, body: string): Record<string, string> {
  const { secret, content_type } = config;
  const sign = (algorithm: "sha1" | "sha256"): string =>
    `${algorithm}=${createHmac(algorithm, secret!).update(body).digest("hex")}`;
  return {
    Accept: "*/*",
    "Content-Type": content_type === "json" ? "application/json" : "application/x-www-form-urlencoded",
    "User-Agent": "GitHub-Hookshot/sandbox",
    "X-GitHub-Delivery": guid,
    "X-GitHub-Event": event,
    "X-GitHub-Hook-ID": id,
    "X-GitHub-Hook-Installation-Target-ID": repositoryId,
    "X-GitHub-Hook-Installation-Target-Type": "repository",
    ...(secret ? { "X-Hub-Signature": sign("sha1"), "X-Hub-Signature-256": sign("sha256") } : {}),
  };
}

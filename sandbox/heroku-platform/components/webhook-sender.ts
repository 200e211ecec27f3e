import { createHmac, randomUUID } from "node:crypto";
import { isLocal } from "../../kit/guard";
import type { Account } from "../entities";
import type { Webhook, WebhookDelivery, WebhookEvent } from "../entities-of-settings";
import type { HerokuPlatformOptions } from "../options";
import type { PlatformState } from "../state";
import { isoSeconds } from "../time";

/** What webhooks can ask for, as `api:<subject>`. */
export const webhookSubjects = [
  "addon-attachment",
  "addon",
  "app",
  "build",
  "collaborator",
  "domain",
  "dyno",
  "formation",
  "release",
  "sni-endpoint",
] as const;
export type WebhookSubject = (typeof webhookSubjects)[number];

interface Happening {
  readonly subject: WebhookSubject;
  readonly action: "create" | "update" | "destroy";
  readonly data: Readonly<Record<string, unknown>>;
  /** What an update changed, as it was. */
  readonly previous?: Readonly<Record<string, unknown>>;
}

const answerWithinMs = 10_000;
/** As many events and deliveries of an app are kept. */
const kept = 200;

/**
 * Tells an app's webhooks what happens to it, signed with their secrets. Each event is sent once, also at level `sync`,
 * and only to addresses on this machine: a rehearsal of production tells nobody else.
 * Source: https://devcenter.heroku.com/articles/app-webhooks
 */
export class WebhookSender {
  private readonly sending = new Set<Promise<void>>();
  private readonly ended = new AbortController();

  constructor(
    private readonly options: HerokuPlatformOptions,
    private readonly state: PlatformState,
  ) {}

  /** Whether a webhook of the app asked for the subject. */
  wanted(appId: string, subject: WebhookSubject): boolean {
    return this.of(appId, subject).length > 0;
  }

  tell(appId: string, happening: Happening): void {
    const include = `api:${happening.subject}`;
    const webhooks = this.of(appId, happening.subject);
    const [actor] = this.state.accounts.all();
    if (webhooks.length === 0 || !actor) return;
    const event = this.keep(appId, include, payloadOf(happening, actor));
    for (const webhook of webhooks) {
      const sent = this.send(webhook, event).finally(() => this.sending.delete(sent));
      this.sending.add(sent);
    }
  }

  /** Returns when nothing is being sent any more. */
  async close(): Promise<void> {
    this.ended.abort();
    await Promise.all(this.sending);
  }

  private of(appId: string, subject: WebhookSubject): Webhook[] {
    return this.state.webhooks.where("appId", appId).filter((row) => row.include.includes(`api:${subject}`));
  }

  private keep(appId: string, include: string, payload: WebhookEvent["payload"]): WebhookEvent {
    const { webhookEvents, webhookDeliveries } = this.state;
    for (const rows of [webhookEvents, webhookDeliveries]) {
      const old = rows.filter((row) => row.appId === appId).slice(0, -kept);
      for (const { id } of old) rows.remove(id);
    }
    return webhookEvents.insert({ id: randomUUID(), appId, include, payload, ...this.stamps() });
  }

  private async send(webhook: Webhook, event: WebhookEvent): Promise<void> {
    const { webhookDeliveries } = this.state;
    const ids = { id: randomUUID(), appId: webhook.appId, webhookId: webhook.id, eventId: event.id };
    const pending = { ...ids, status: "pending", attempts: 0, code: null, error: null } as const;
    const delivery = webhookDeliveries.insert({ ...pending, ...this.stamps() });
    const outcome = await this.post(webhook, event, delivery);
    if (!webhookDeliveries.get(delivery.id)) return;
    const status = outcome.code !== null && outcome.code >= 200 && outcome.code < 300 ? "succeeded" : "failed";
    webhookDeliveries.update(delivery.id, { ...outcome, status, attempts: 1, updatedAt: this.now() });
    await this.options.store.flush();
  }

  private async post(
    { url, secret, authorization, id }: Webhook,
    event: WebhookEvent,
    delivery: WebhookDelivery,
  ): Promise<Pick<WebhookDelivery, "code" | "error">> {
    if (!isLocal(url)) return { code: null, error: "NotOnThisMachine" };
    const metadata = {
      attempt: { id: randomUUID() },
      delivery: { id: delivery.id },
      event: { id: event.id, include: event.include },
      webhook: { id },
    };
    const times = { created_at: event.createdAt, updated_at: event.updatedAt };
    const body = JSON.stringify({ id: event.id, ...times, ...event.payload, webhook_metadata: metadata });
    const headers = {
      "content-type": "application/json",
      "heroku-webhook-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
      ...(authorization === null ? {} : { authorization }),
    };
    try {
      const signal = AbortSignal.any([this.ended.signal, AbortSignal.timeout(answerWithinMs)]);
      const answer = await fetch(url, { method: "POST", body, headers, signal, redirect: "manual" });
      await answer.body?.cancel();
      return { code: answer.status, error: null };
    } catch (error) {
      return { code: null, error: (error as Error).name };
    }
  }

  private now = (): string => isoSeconds(this.options.clock.now());

  private stamps(): { createdAt: string; updatedAt: string } {
    const now = this.now();
    return { createdAt: now, updatedAt: now };
  }
}

const payloadOf = ({ subject, action, data, previous = {} }: Happening, actor: Account): WebhookEvent["payload"] => ({
  action,
  actor: { email: actor.email, id: actor.id },
  data,
  previous_data: previous,
  resource: subject,
  version: "application/vnd.heroku+json; version=3",
});

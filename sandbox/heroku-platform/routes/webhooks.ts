import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { webhookSubjects } from "../components/webhook-sender";
import { readBody } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import type { Webhook, WebhookDelivery, WebhookEvent } from "../entities-of-settings";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import { newSecret } from "../naming";
import type { Platform } from "../platform";
import { appRef, type Wire } from "../wire/wire";

const includes: readonly string[] = webhookSubjects.map((subject) => `api:${subject}`);
const include = z.array(z.string()).min(1);
const level = z.enum(["notify", "sync"]);
const creation = z.object({
  include,
  level,
  url: z.string(),
  name: z.string().optional(),
  secret: z.string().nullish(),
  authorization: z.string().nullish(),
});
const change = creation.partial();
type OfApp = { Params: { app: string } };
type OfOne = { Params: { app: string; id: string } };

/** Webhooks of an app, what happened that they asked for, and what became of telling them. */
export function webhookRoutes(scope: FastifyInstance, platform: Platform): void {
  const { webhooks } = platform.state;
  scope.get<OfApp>("/apps/:app/webhooks", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = webhooks.where("appId", app.id).map((row) => webhookWire(app, row));
    return sendList(request, reply, rows, { properties: ["id"] });
  });
  scope.post<OfApp>("/apps/:app/webhooks", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const wanted = readBody(request, creation);
    check(wanted);
    const secret = wanted.secret ?? newSecret();
    if (wanted.secret == null) void reply.header("heroku-webhook-secret", secret);
    const row = { ...wanted, id: randomUUID(), appId: app.id, secret, authorization: wanted.authorization ?? null };
    void reply.code(201);
    return webhookWire(app, webhooks.insert({ ...row, ...platform.stamps() }));
  });
  scope.get<OfOne>("/apps/:app/webhooks/:id", ({ params }) => {
    const app = findApp(platform, params.app);
    return webhookWire(app, find(platform, app, params.id));
  });
  scope.patch<OfOne>("/apps/:app/webhooks/:id", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const row = find(platform, app, request.params.id);
    const wanted = readBody(request, change);
    check({ ...row, ...wanted });
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value != null));
    if (wanted.secret != null) void reply.header("heroku-webhook-secret", wanted.secret);
    return webhookWire(app, webhooks.update(row.id, { ...given, updatedAt: platform.timestamp() }));
  });
  scope.delete<OfOne>("/apps/:app/webhooks/:id", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = find(platform, app, params.id);
    webhooks.remove(row.id);
    return webhookWire(app, row);
  });
  historyRoutes(scope, platform);
}

function historyRoutes(scope: FastifyInstance, platform: Platform): void {
  const { webhookEvents, webhookDeliveries } = platform.state;
  scope.get<OfApp>("/apps/:app/webhook-events", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = webhookEvents.where("appId", app.id).map(eventWire);
    return inOrder(request, reply, rows);
  });
  scope.get<OfOne>("/apps/:app/webhook-events/:id", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = webhookEvents.find(({ appId, id }) => appId === app.id && id === params.id);
    if (!row) throw notFound("event");
    return eventWire(row);
  });
  scope.get<OfApp>("/apps/:app/webhook-deliveries", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = webhookDeliveries.where("appId", app.id).map((row) => deliveryWire(platform, row));
    return inOrder(request, reply, rows);
  });
  scope.get<OfOne>("/apps/:app/webhook-deliveries/:id", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = webhookDeliveries.find(({ appId, id }) => appId === app.id && id === params.id);
    if (!row) throw notFound("delivery");
    return deliveryWire(platform, row);
  });
}

/** By `seq`, too, which the CLI asks for and no answer shows: the order in which they came into being. */
const inOrder = (request: FastifyRequest, reply: FastifyReply, rows: readonly Wire[]): Wire[] =>
  sendList(
    request,
    reply,
    rows.map((row, seq) => ({ ...row, seq })),
    { properties: ["seq", "created_at", "id"] },
  ).map(({ seq: _seq, ...row }) => row);

function check(wanted: { readonly include: readonly string[]; readonly url: string }): void {
  const unknown = wanted.include.filter((name) => !includes.includes(name));
  if (unknown.length > 0)
    throw invalidParams(`Invalid include ${unknown.join(", ")}: it is one of ${includes.join(", ")}.`);
  if (!URL.canParse(wanted.url) || !/^https?:$/.test(new URL(wanted.url).protocol))
    throw invalidParams("Url is invalid: a webhook's begins with https:// or http://.");
}

function find(platform: Platform, app: App, wanted: string): Webhook {
  const row = platform.state.webhooks.find(({ id, appId }) => appId === app.id && id === wanted);
  if (!row) throw notFound("webhook");
  return row;
}

const webhookWire = (app: App, row: Webhook): Wire => ({
  app: appRef(app),
  created_at: row.createdAt,
  id: row.id,
  include: row.include,
  level: row.level,
  ...(row.name === undefined ? {} : { name: row.name }),
  updated_at: row.updatedAt,
  url: row.url,
});

const eventWire = (row: WebhookEvent): Wire => ({
  created_at: row.createdAt,
  id: row.id,
  include: row.include,
  payload: row.payload,
  updated_at: row.updatedAt,
});

function deliveryWire(platform: Platform, row: WebhookDelivery): Wire {
  const { webhooks, webhookEvents } = platform.state;
  const times = { created_at: row.createdAt, updated_at: row.updatedAt };
  const status = row.status === "succeeded" ? "succeeded" : "failed";
  const attempt = { id: row.id, code: row.code, error_class: row.error, status, ...times };
  return {
    ...times,
    event: { id: row.eventId, include: webhookEvents.get(row.eventId)?.include },
    id: row.id,
    last_attempt: row.attempts > 0 ? attempt : null,
    next_attempt_at: null,
    num_attempts: row.attempts,
    status: row.status,
    webhook: { id: row.webhookId, level: webhooks.get(row.webhookId)?.level ?? "notify" },
  };
}

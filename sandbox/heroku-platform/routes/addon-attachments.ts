import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { createRelease } from "../actions/create-release";
import { freeAttachmentName } from "../actions/provision-addon";
import { findPlan, findService } from "../catalog/addon-services";
import { varsOfAttachment } from "../config-vars";
import { readBody, reference } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { inlinedBy } from "../conventions/inlining";
import { idAndName, sendPage } from "../conventions/pagination";
import type { Addon, App, Attachment } from "../entities";
import { confirmationRequired, invalidParams, notFound } from "../errors";
import { findAddon, findApp, matchingAddons } from "../find";
import type { Platform } from "../platform";
import { attachmentWire } from "../wire/addons";
import type { Wire } from "../wire/wire";

const creation = z.object({
  addon: reference,
  app: reference,
  name: z.string().nullish(),
  namespace: z.string().nullish(),
  confirm: z.string().nullish(),
});
const resolution = z.object({
  addon_attachment: z.string(),
  app: reference.nullish(),
  addon_service: reference.nullish(),
});
type ById = { Params: { attachment: string } };
type OfApp = { Params: { app: string } };

const missing = () => notFound("add_on attachment", "add on attachment");

/** Attachments: under which name an add-on's config vars appear in an app. */
export function addonAttachmentRoutes(scope: FastifyInstance, platform: Platform): void {
  const { attachments } = platform.state;
  const send = (request: FastifyRequest, reply: FastifyReply, rows: readonly Attachment[]): Wire[] =>
    sendPage(request, reply, rows, {
      keys: idAndName,
      show: (row) => attachmentWire(platform, row, inlinedBy(request)),
    });
  scope.get("/addon-attachments", (request, reply) => send(request, reply, attachments.all()));
  scope.post("/addon-attachments", (request, reply) => {
    const body = readBody(request, creation);
    const app = findApp(platform, body.app);
    const addon = findAddon(platform, body.addon, undefined);
    const attachment = attach(platform, app, addon, body, callerOf(request).userId);
    void reply.code(201);
    return attachmentWire(platform, attachment, inlinedBy(request));
  });
  scope.get<ById>("/addon-attachments/:attachment", (request) =>
    attachmentWire(platform, find(platform, request.params.attachment), inlinedBy(request)),
  );
  scope.delete<ById>("/addon-attachments/:attachment", (request) => {
    const attachment = find(platform, request.params.attachment);
    const gone = attachmentWire(platform, attachment, inlinedBy(request));
    detach(platform, attachment, callerOf(request).userId);
    return gone;
  });
  scope.get<{ Params: { addon: string } }>("/addons/:addon/addon-attachments", (request, reply) => {
    const addon = findAddon(platform, request.params.addon);
    return send(request, reply, attachments.where("addonId", addon.id));
  });
  scope.get<OfApp>("/apps/:app/addon-attachments", (request, reply) => {
    const app = findApp(platform, request.params.app);
    return send(request, reply, attachments.where("appId", app.id));
  });
  scope.get<{ Params: { app: string; attachment: string } }>("/apps/:app/addon-attachments/:attachment", (request) => {
    const app = findApp(platform, request.params.app);
    const { attachment } = request.params;
    const row = attachments.find(
      ({ appId, id, name }) => appId === app.id && (id === attachment || name === attachment),
    );
    if (!row) throw missing();
    return attachmentWire(platform, row, inlinedBy(request));
  });
  scope.post("/actions/addon-attachments/resolve", (request) => {
    const { addon_attachment: identity, app, addon_service } = readBody(request, resolution);
    const found = resolve(platform, identity, app == null ? undefined : findApp(platform, app)).filter(
      (row) => addon_service == null || platform.state.addons.get(row.addonId)?.plan.startsWith(`${addon_service}:`),
    );
    if (found.length === 0) throw missing();
    return found.map((row) => attachmentWire(platform, row, inlinedBy(request)));
  });
}

function find(platform: Platform, id: string): Attachment {
  const row = platform.state.attachments.get(id);
  if (!row) throw missing();
  return row;
}

/** By id, by name or config var within an app, by `app::NAME`, or by the add-on's name. */
function resolve(platform: Platform, identity: string, app: App | undefined): Attachment[] {
  const { attachments, addons } = platform.state;
  const byId = attachments.get(identity);
  if (byId) return !app || byId.appId === app.id ? [byId] : [];
  const [other, scoped] = identity.split("::");
  if (other !== undefined && scoped !== undefined) return resolve(platform, scoped, findApp(platform, other));
  const ofApp = attachments.filter((row) => !app || row.appId === app.id);
  const named = ofApp.filter((row) => row.name === identity || varsOf(row, addons.get(row.addonId)).includes(identity));
  if (app && named.length > 0) return named;
  const meant = new Set(matchingAddons(platform, identity).map(({ id }) => id));
  return ofApp.filter(({ addonId }) => meant.has(addonId));
}

const varsOf = (attachment: Attachment, addon: Addon | undefined): string[] =>
  addon ? varsOfAttachment(attachment, addon) : [];

function attach(
  platform: Platform,
  app: App,
  addon: Addon,
  wanted: z.infer<typeof creation>,
  userId: string,
): Attachment {
  const { attachments } = platform.state;
  const service = findService(findPlan(addon.plan)?.service ?? "");
  if (!service) throw missing();
  if (app.id !== addon.appId && !service.sharing)
    throw invalidParams(`${addon.name} cannot be shared between apps: its service does not allow it.`);
  const name = wanted.name ?? freeAttachmentName(platform, app.id, service);
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw invalidParams(`Name ${name} is not a valid name of an attachment.`);
  const held = attachments.find((row) => row.appId === app.id && row.name === name);
  if (held && wanted.confirm !== app.name)
    throw confirmationRequired(
      app.name,
      `${name} is the name of another attachment of ${app.name}, which would be replaced.`,
    );
  if (varsOf({ name } as Attachment, addon).some((variable) => variable in app.config))
    throw invalidParams(`${name} cannot be attached: ${app.name} has a config var of its name already.`);
  if (held) {
    attachments.remove(held.id);
    announceDetached(platform, held, userId);
  }
  const made = attachments.insert({
    id: randomUUID(),
    addonId: addon.id,
    appId: app.id,
    name,
    namespace: wanted.namespace ?? null,
    ...platform.stamps(),
  });
  if (addon.state === "provisioned")
    createRelease(platform, app.id, {
      description: `Attach ${name} (@ref:${addon.name})`,
      userId,
      releasePhase: false,
    });
  return made;
}

function detach(platform: Platform, attachment: Attachment, userId: string): void {
  const { attachments, addons } = platform.state;
  const addon = addons.get(attachment.addonId);
  const left = attachments.filter((row) => row.addonId === attachment.addonId && row.id !== attachment.id);
  if (
    left.length === 0 ||
    (addon && addon.appId === attachment.appId && !left.some((row) => row.appId === addon.appId))
  )
    throw invalidParams(
      `Cannot remove the last attachment of ${addon?.name} on the app that owns it. Destroy the add-on instead.`,
    );
  attachments.remove(attachment.id);
  announceDetached(platform, attachment, userId);
}

function announceDetached(platform: Platform, attachment: Attachment, userId: string): void {
  const addon = platform.state.addons.get(attachment.addonId);
  createRelease(platform, attachment.appId, {
    description: `Detach ${attachment.name} (@ref:${addon?.name})`,
    userId,
    releasePhase: false,
  });
}

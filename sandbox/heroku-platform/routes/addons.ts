import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { changePlan } from "../actions/change-plan";
import { orderAddon } from "../actions/provision-addon";
import { removeAddon } from "../actions/remove-addon";
import { readBody, reference } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { inlinedBy } from "../conventions/inlining";
import { idAndName, sendPage } from "../conventions/pagination";
import type { Addon } from "../entities";
import { confirmationRequired, invalidParams, notFound } from "../errors";
import { findAddon, findApp, matchingAddons } from "../find";
import type { Platform } from "../platform";
import { addonWire } from "../wire/addons";
import type { Wire } from "../wire/wire";
import { findAccount } from "./account";

const creation = z.object({
  plan: reference,
  name: z.string().nullish(),
  attachment: z.object({ name: z.string().nullish() }).nullish(),
  config: z.record(z.string(), z.unknown()).nullish(),
  confirm: z.string().nullish(),
});
const change = z.object({ plan: reference.nullish(), name: z.string().nullish() });
const removal = z.object({ force: z.boolean().nullish(), confirm: z.string().nullish() });
const resolution = z.object({ addon: z.string(), app: reference.nullish(), addon_service: reference.nullish() });
type OfApp = { Params: { app: string } };
type OfAddon = { Params: { app: string; addon: string } };

export function addonRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  const send = (request: FastifyRequest, reply: FastifyReply, rows: readonly Addon[]): Wire[] =>
    sendPage(request, reply, rows, { keys: idAndName, show: (row) => addonWire(platform, row, inlinedBy(request)) });
  scope.get("/addons", (request, reply) => send(request, reply, state.addons.all()));
  scope.get<{ Params: { user: string } }>("/users/:user/addons", (request, reply) => {
    findAccount(platform, request.params.user);
    return send(request, reply, state.addons.all());
  });
  scope.get<{ Params: { addon: string } }>("/addons/:addon", (request) =>
    addonWire(platform, findAddon(platform, request.params.addon), inlinedBy(request)),
  );
  scope.get<OfApp>("/apps/:app/addons", (request, reply) => {
    const app = findApp(platform, request.params.app);
    return send(request, reply, state.addons.where("appId", app.id));
  });
  scope.post<OfApp>("/apps/:app/addons", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { plan, name, attachment, config } = readBody(request, creation);
    const wanted = { plan, name: name ?? undefined, attachment: attachment?.name ?? undefined, config: config ?? {} };
    const addon = orderAddon(platform, app, callerOf(request).userId, wanted);
    void reply.code(201);
    return withMessage(
      request.headers["x-heroku-legacy-provider-messages"],
      addon,
      addonWire(platform, addon, inlinedBy(request)),
    );
  });
  scope.get<OfAddon>("/apps/:app/addons/:addon", (request) => {
    const app = findApp(platform, request.params.app);
    return addonWire(platform, findAddon(platform, request.params.addon, app), inlinedBy(request));
  });
  scope.patch<OfAddon>("/apps/:app/addons/:addon", async (request) => {
    const app = findApp(platform, request.params.app);
    const addon = findAddon(platform, request.params.addon, app);
    const { plan, name } = readBody(request, change);
    const renamed = name ? rename(platform, addon, name) : addon;
    const changed = plan ? await changePlan(platform, renamed, plan, callerOf(request).userId) : renamed;
    return addonWire(platform, changed, inlinedBy(request));
  });
  scope.delete<OfAddon>("/apps/:app/addons/:addon", async (request) => {
    const app = findApp(platform, request.params.app);
    const addon = findAddon(platform, request.params.addon, app);
    if (addon.appId !== app.id) throw notFound("add_on", "add on");
    refuseShared(platform, addon, readBody(request, removal));
    const gone = { ...addonWire(platform, addon, inlinedBy(request)), state: "deprovisioned" };
    await removeAddon(platform, addon, { userId: callerOf(request).userId });
    return gone;
  });
  scope.post("/actions/addons/resolve", (request) => {
    const { addon, app, addon_service } = readBody(request, resolution);
    const found = matchingAddons(platform, addon, app == null ? undefined : findApp(platform, app)).filter(
      ({ plan }) => addon_service == null || plan.startsWith(`${addon_service}:`),
    );
    if (found.length === 0) throw notFound("add_on", "add on");
    return found.map((row) => addonWire(platform, row, inlinedBy(request)));
  });
}

function rename(platform: Platform, addon: Addon, name: string): Addon {
  if (!/^[a-zA-Z][A-Za-z0-9_-]+$/.test(name)) throw invalidParams(`Name ${name} is not a valid name of an add-on.`);
  if (platform.state.addons.find((row) => row.name === name && row.id !== addon.id))
    throw invalidParams(`Name ${name} is already taken`);
  return platform.state.addons.update(addon.id, { name, updatedAt: platform.timestamp() });
}

/** An add-on that other apps are attached to goes only by force, or when the app's name confirms it. */
function refuseShared(platform: Platform, addon: Addon, { force, confirm }: z.infer<typeof removal>): void {
  const { apps, attachments } = platform.state;
  const owner = apps.get(addon.appId)?.name ?? "";
  const others = attachments.filter((row) => row.addonId === addon.id && row.appId !== addon.appId);
  if (others.length === 0 || force || confirm === owner) return;
  const names = others.map(({ appId }) => apps.get(appId)?.name).join(", ");
  throw confirmationRequired(owner, `${addon.name} is attached to other apps too: ${names}.`);
}

/** The CLI asks for the provider's message; without one it prints nothing. */
const withMessage = (asked: unknown, addon: Addon, wire: object): object =>
  asked && addon.plan.startsWith("heroku-postgresql:")
    ? { ...wire, provision_message: "Database should be available soon" }
    : wire;

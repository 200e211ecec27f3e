import type { FastifyInstance } from "fastify";
import { addonServices, findPlan, findService, type AddonService } from "../catalog/addon-services";
import { configVars, varsOfAttachment } from "../config-vars";
import { sendList } from "../conventions/pagination";
import { notFound } from "../errors";
import { findAddon } from "../find";
import type { Platform } from "../platform";
import { planWire, plansOf, serviceWire } from "../wire/addons";

type OfService = { Params: { service: string; plan: string } };

/** The marketplace's catalog, as far as the sandbox knows it; and an add-on's config. */
export function addonServiceRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get("/addon-services", (request, reply) => sendList(request, reply, addonServices.map(serviceWire)));
  scope.get<OfService>("/addon-services/:service", ({ params }) => serviceWire(mustFind(params.service)));
  scope.get<OfService>("/addon-services/:service/plans", (request, reply) =>
    sendList(request, reply, plansOf(mustFind(request.params.service)).map(planWire)),
  );
  scope.get<OfService>("/addon-services/:service/plans/:plan", ({ params }) => {
    const service = mustFind(params.service);
    const plan = plansOf(service).find(({ id, name }) => [id, name, name.split(":")[1]].includes(params.plan));
    if (!plan) throw notFound("plan");
    return planWire(plan);
  });
  scope.get<{ Params: { plan: string } }>("/plans/:plan", ({ params }) => {
    const plan = findPlan(params.plan);
    if (!plan) throw notFound("plan");
    return planWire(plan);
  });
  scope.get<{ Params: { addon: string } }>("/addons/:addon/config", ({ params }) => configOf(platform, params.addon));
  // The heroku CLI asks so for `credential:<name>`; a database of the sandbox has the default credential alone.
  scope.get<{ Params: { addon: string; name: string } }>("/addons/:addon/config/:name", ({ params }) =>
    configOf(platform, params.addon).filter(({ name }) => name === params.name),
  );
}

function configOf(platform: Platform, identity: string): { name: string; value: string | undefined }[] {
  const addon = findAddon(platform, identity);
  const app = platform.state.apps.get(addon.appId);
  const vars = app ? configVars(platform.state, app) : {};
  return platform.state.attachments
    .filter((row) => row.addonId === addon.id && row.appId === addon.appId)
    .flatMap((row) => varsOfAttachment(row, addon))
    .filter((name) => name in vars)
    .map((name) => ({ name, value: vars[name] }));
}

function mustFind(identity: string): AddonService {
  const service = findService(identity);
  if (!service) throw notFound("add_on service", "add-on service");
  return service;
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBody, reference } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import type { Domain } from "../entities-of-settings";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import { newDnsTarget } from "../naming";
import type { Platform } from "../platform";
import { stableUuid } from "../stable-uuid";
import { webHost } from "../urls";
import { appRef, type Wire } from "../wire/wire";
import { findSniEndpoint } from "./sni-endpoints";

const creation = z.object({ hostname: z.string(), sni_endpoint: reference.nullish() });
const change = z.object({ sni_endpoint: reference.nullish() });
const form = { properties: ["id", "hostname"] };
const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
type OfApp = { Params: { app: string } };
type OfDomain = { Params: { app: string; domain: string } };

/** Domains of an app: Heroku's own, and custom ones, for which the router answers, too. */
export function domainRoutes(scope: FastifyInstance, platform: Platform): void {
  const { domains } = platform.state;
  scope.get<OfApp>("/apps/:app/domains", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const custom = domains.where("appId", app.id).map((row) => domainWire(platform, app, row));
    return sendList(request, reply, [ownDomainWire(app), ...custom], form);
  });
  scope.post<OfApp>("/apps/:app/domains", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { hostname, sni_endpoint } = readBody(request, creation);
    const name = hostname.toLowerCase();
    if (!hostName.test(name)) throw invalidParams(`${hostname} is not a valid hostname.`);
    if (domains.find((row) => row.hostname === name))
      throw invalidParams(`${name} is currently in use by another app.`);
    const sniEndpointId = sni_endpoint == null ? null : findSniEndpoint(platform, app, sni_endpoint).id;
    const row = { id: randomUUID(), appId: app.id, hostname: name, cname: newDnsTarget(), sniEndpointId };
    platform.logs.add(app.id, "app", "api", `Add ${name} domain`);
    void reply.code(201);
    return domainWire(platform, app, domains.insert({ ...row, ...platform.stamps() }));
  });
  scope.get<OfDomain>("/apps/:app/domains/:domain", ({ params }) => {
    const app = findApp(platform, params.app);
    const own = ownDomainWire(app);
    if ([own["id"], own["hostname"]].includes(params.domain)) return own;
    return domainWire(platform, app, find(platform, app, params.domain));
  });
  scope.patch<OfDomain>("/apps/:app/domains/:domain", (request) => {
    const app = findApp(platform, request.params.app);
    const { id } = find(platform, app, request.params.domain);
    const { sni_endpoint } = readBody(request, change);
    const sniEndpointId = sni_endpoint == null ? null : findSniEndpoint(platform, app, sni_endpoint).id;
    return domainWire(platform, app, domains.update(id, { sniEndpointId, updatedAt: platform.timestamp() }));
  });
  scope.delete<OfDomain>("/apps/:app/domains/:domain", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = find(platform, app, params.domain);
    domains.remove(row.id);
    platform.logs.add(app.id, "app", "api", `Remove ${row.hostname} domain`);
    return domainWire(platform, app, row);
  });
}

function find(platform: Platform, app: App, idOrName: string): Domain {
  const row = platform.state.domains.find(
    ({ id, appId, hostname }) => appId === app.id && (id === idOrName || hostname === idOrName.toLowerCase()),
  );
  if (!row) throw notFound("domain");
  return row;
}

const ownDomainWire = (app: App): Wire => ({
  acm_status: null,
  acm_status_reason: null,
  app: appRef(app),
  cname: null,
  created_at: app.createdAt,
  hostname: webHost(app),
  id: stableUuid(`domain:${app.id}`),
  kind: "heroku",
  sni_endpoint: null,
  status: "succeeded",
  updated_at: app.updatedAt,
});

export function domainWire(platform: Platform, app: App, row: Domain): Wire {
  const endpoint = row.sniEndpointId ? platform.state.sniEndpoints.get(row.sniEndpointId) : undefined;
  return {
    acm_status: app.acm ? "cert issued" : null,
    acm_status_reason: null,
    app: appRef(app),
    cname: row.cname,
    created_at: row.createdAt,
    hostname: row.hostname,
    id: row.id,
    kind: "custom",
    sni_endpoint: endpoint ? { id: endpoint.id, name: endpoint.name } : null,
    status: "succeeded",
    updated_at: row.updatedAt,
  };
}

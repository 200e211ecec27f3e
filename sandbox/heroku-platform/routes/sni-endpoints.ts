import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBody } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import type { SniEndpoint } from "../entities-of-settings";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import { newEndpointName } from "../naming";
import type { Platform } from "../platform";
import { stableUuid } from "../stable-uuid";
import { isoSeconds } from "../time";
import { appRef, type Wire } from "../wire/wire";

const creation = z.object({ certificate_chain: z.string(), private_key: z.string() });
type OfApp = { Params: { app: string } };
type OfEndpoint = { Params: { app: string; endpoint: string } };

/** Certificates that a person brings. They are checked and kept; the router serves plain HTTP only. */
export function sniEndpointRoutes(scope: FastifyInstance, platform: Platform): void {
  const { sniEndpoints, domains } = platform.state;
  const wire = (app: App, row: SniEndpoint): Wire => endpointWire(platform, app, row);
  scope.get<OfApp>("/apps/:app/sni-endpoints", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = sniEndpoints.where("appId", app.id).map((row) => wire(app, row));
    return sendList(request, reply, rows);
  });
  scope.post<OfApp>("/apps/:app/sni-endpoints", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { certificate_chain: certificateChain, private_key } = readBody(request, creation);
    checkPair(certificateChain, private_key);
    const row = { id: randomUUID(), appId: app.id, name: newEndpointName(), certificateChain };
    void reply.code(201);
    return wire(app, sniEndpoints.insert({ ...row, ...platform.stamps() }));
  });
  scope.get<OfEndpoint>("/apps/:app/sni-endpoints/:endpoint", ({ params }) => {
    const app = findApp(platform, params.app);
    return wire(app, findSniEndpoint(platform, app, params.endpoint));
  });
  scope.patch<OfEndpoint>("/apps/:app/sni-endpoints/:endpoint", (request) => {
    const app = findApp(platform, request.params.app);
    const { id } = findSniEndpoint(platform, app, request.params.endpoint);
    const { certificate_chain: certificateChain, private_key } = readBody(request, creation);
    checkPair(certificateChain, private_key);
    return wire(app, sniEndpoints.update(id, { certificateChain, updatedAt: platform.timestamp() }));
  });
  scope.delete<OfEndpoint>("/apps/:app/sni-endpoints/:endpoint", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = findSniEndpoint(platform, app, params.endpoint);
    const gone = wire(app, row);
    sniEndpoints.remove(row.id);
    for (const { id } of domains.filter(({ sniEndpointId }) => sniEndpointId === row.id))
      domains.update(id, { sniEndpointId: null });
    return gone;
  });
}

export function findSniEndpoint(platform: Platform, app: App, idOrName: string): SniEndpoint {
  const row = platform.state.sniEndpoints.find(
    ({ id, appId, name }) => appId === app.id && (id === idOrName || name === idOrName),
  );
  if (!row) throw notFound("sni_endpoint", "SNI endpoint");
  return row;
}

/** Throws 422 unless the chain's first certificate is of this key. */
function checkPair(chain: string, key: string): void {
  let fits: boolean;
  try {
    fits = new X509Certificate(chain).checkPrivateKey(createPrivateKey(key));
  } catch {
    throw invalidParams("The certificate or the private key is not valid PEM.");
  }
  if (!fits) throw invalidParams("The private key does not match the certificate.");
}

export function endpointWire(platform: Platform, app: App, row: SniEndpoint): Wire {
  const certificate = new X509Certificate(row.certificateChain);
  const names = certificate.subjectAltName?.match(/(?<=DNS:)[^,\s]+/g) ?? [];
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  const oneLine = (name: string): string => `/${name.replaceAll("\n", "/")}`;
  return {
    app: appRef(app),
    certificate_chain: row.certificateChain,
    created_at: row.createdAt,
    display_name: null,
    domains: platform.state.domains.filter(({ sniEndpointId }) => sniEndpointId === row.id).map(({ id }) => id),
    id: row.id,
    name: row.name,
    ssl_cert: {
      "ca_signed?": certificate.issuer !== certificate.subject,
      cert_domains: names.length > 0 ? names : [common].filter(Boolean),
      expires_at: isoSeconds(new Date(certificate.validTo)),
      id: stableUuid(`certificate:${certificate.fingerprint256}`),
      issuer: oneLine(certificate.issuer),
      "self_signed?": certificate.issuer === certificate.subject,
      starts_at: isoSeconds(new Date(certificate.validFrom)),
      subject: oneLine(certificate.subject),
    },
    updated_at: row.updatedAt,
  };
}

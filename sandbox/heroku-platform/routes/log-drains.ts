import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBody } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import type { LogDrain } from "../entities-of-settings";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { appRef, type Wire } from "../wire/wire";

type OfApp = { Params: { app: string } };
type OfDrain = { Params: { app: string; drain: string } };

/** Where an app's log is to be sent. The sandbox sends it to addresses on this machine; others it only keeps. */
export function logDrainRoutes(scope: FastifyInstance, platform: Platform): void {
  const { drains } = platform.state;
  scope.get<OfApp>("/apps/:app/log-drains", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = drains.where("appId", app.id).map((row) => drainWire(app, row));
    return sendList(request, reply, rows, { properties: ["id"] });
  });
  scope.post<OfApp>("/apps/:app/log-drains", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { url } = readBody(request, z.object({ url: z.string() }));
    if (!URL.canParse(url) || !/^(https?|syslog(\+tls)?):$/.test(new URL(url).protocol))
      throw invalidParams("Url is invalid: a drain's begins with https://, http://, syslog:// or syslog+tls://.");
    if (drains.find((row) => row.appId === app.id && row.url === url))
      throw invalidParams("Url has already been taken");
    void reply.code(201);
    const row = { id: randomUUID(), appId: app.id, url, token: `d.${randomUUID()}` };
    return drainWire(app, drains.insert({ ...row, ...platform.stamps() }));
  });
  scope.get<OfDrain>("/apps/:app/log-drains/:drain", ({ params }) => {
    const app = findApp(platform, params.app);
    return drainWire(app, find(platform, app, params.drain));
  });
  scope.delete<OfDrain>("/apps/:app/log-drains/:drain", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = find(platform, app, params.drain);
    drains.remove(row.id);
    platform.drains.forget(row.id);
    return drainWire(app, row);
  });
}

/** By id, address or token. */
function find(platform: Platform, app: App, identity: string): LogDrain {
  const row = platform.state.drains.find(
    ({ id, appId, url, token }) => appId === app.id && [id, url, token].includes(identity),
  );
  if (!row) throw notFound("log_drain", "log drain");
  return row;
}

const drainWire = (app: App, row: LogDrain): Wire => ({
  addon: null,
  app: appRef(app),
  created_at: row.createdAt,
  id: row.id,
  token: row.token,
  updated_at: row.updatedAt,
  url: row.url,
});

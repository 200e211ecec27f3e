import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { changeFormation, formationUpdate } from "../actions/change-formation";
import { findDynoSize } from "../catalog/dyno-sizes";
import { readBody } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { sendList } from "../conventions/pagination";
import type { App, Formation } from "../entities";
import { notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { formationWire } from "../wire/apps";
import type { Wire } from "../wire/wire";

const batch = z.object({ updates: z.array(formationUpdate.extend({ type: z.string() })) });
type OfApp = { Params: { app: string } };
type OfType = { Params: { app: string; formation: string } };

export function formationRoutes(scope: FastifyInstance, platform: Platform): void {
  const wire = (app: App, row: Formation): Wire => formationWire(app, findDynoSize(row.size), row);
  scope.get<OfApp>("/apps/:app/formation", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = platform.state.formations.where("appId", app.id).map((row) => wire(app, row));
    return sendList(request, reply, rows, { properties: ["id", "type"] });
  });
  scope.get<OfType>("/apps/:app/formation/:formation", ({ params }) => {
    const app = findApp(platform, params.app);
    return wire(app, findFormation(platform, app, params.formation));
  });
  scope.patch<OfApp>("/apps/:app/formation", (request) => {
    const app = findApp(platform, request.params.app);
    const updates = readBody(request, batch).updates.map((update) => ({
      row: findFormation(platform, app, update.type),
      update,
    }));
    return changeFormation(platform, app, updates, callerOf(request).email).map((row) => wire(app, row));
  });
  scope.patch<OfType>("/apps/:app/formation/:formation", (request) => {
    const app = findApp(platform, request.params.app);
    const row = findFormation(platform, app, request.params.formation);
    const update = readBody(request, formationUpdate);
    const [changed = row] = changeFormation(platform, app, [{ row, update }], callerOf(request).email);
    return wire(app, changed);
  });
}

function findFormation(platform: Platform, app: App, typeOrId: string): Formation {
  const row = platform.state.formations.find(
    ({ id, appId, type }) => appId === app.id && (type === typeOrId || id === typeOrId),
  );
  if (!row) throw notFound("formation", `process type (${typeOrId})`);
  return row;
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBody } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import type { Collaborator } from "../entities-of-settings";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { stableUuid } from "../stable-uuid";
import { theAccount } from "../wire/apps";
import { appRef, type Wire } from "../wire/wire";

const creation = z.object({
  user: z.string(),
  silent: z.boolean().nullish(),
  permissions: z.array(z.string()).nullish(),
});
const change = z.object({ permissions: z.array(z.string()) });
const all = ["deploy", "manage", "operate", "view"];
type OfApp = { Params: { app: string } };
type OfOne = { Params: { app: string; collaborator: string } };

/** Who may do what with an app: its owner, and others by their email; the sandbox has no account for those. */
export function collaboratorRoutes(scope: FastifyInstance, platform: Platform): void {
  const { collaborators } = platform.state;
  for (const base of ["/apps/:app/collaborators", "/teams/apps/:app/collaborators"]) {
    scope.get<OfApp>(base, (request, reply) => {
      const app = findApp(platform, request.params.app);
      const others = collaborators.where("appId", app.id).map((row) => collaboratorWire(app, row));
      return sendList(request, reply, [ownerWire(platform, app), ...others], { properties: ["id", "email"] });
    });
    scope.post<OfApp>(base, (request, reply) => {
      const app = findApp(platform, request.params.app);
      const { user, permissions } = readBody(request, creation);
      if (!/^[^@\s]+@[^@\s]+$/.test(user)) throw invalidParams(`${user} is not an email address.`);
      if (
        user === theAccount(platform).email ||
        collaborators.find((row) => row.appId === app.id && row.email === user)
      )
        throw invalidParams("User is already a collaborator on this app.");
      void reply.code(201);
      const row = {
        id: randomUUID(),
        appId: app.id,
        email: user,
        permissions: permissions ?? ["deploy", "operate", "view"],
      };
      return collaboratorWire(app, collaborators.insert({ ...row, ...platform.stamps() }));
    });
    scope.get<OfOne>(`${base}/:collaborator`, ({ params }) => {
      const app = findApp(platform, params.app);
      const owner = theAccount(platform);
      if ([owner.email, owner.id].includes(params.collaborator)) return ownerWire(platform, app);
      return collaboratorWire(app, find(platform, app, params.collaborator));
    });
    scope.delete<OfOne>(`${base}/:collaborator`, ({ params }) => {
      const app = findApp(platform, params.app);
      const row = find(platform, app, params.collaborator);
      collaborators.remove(row.id);
      return collaboratorWire(app, row);
    });
  }
  scope.patch<OfOne>("/teams/apps/:app/collaborators/:collaborator", (request) => {
    const app = findApp(platform, request.params.app);
    const { id } = find(platform, app, request.params.collaborator);
    const { permissions } = readBody(request, change);
    const unknown = permissions.filter((name) => !all.includes(name));
    if (unknown.length > 0)
      throw invalidParams(`Invalid permission ${unknown.join(", ")}: it is one of ${all.join(", ")}.`);
    return collaboratorWire(app, collaborators.update(id, { permissions, updatedAt: platform.timestamp() }));
  });
}

function find(platform: Platform, app: App, idOrEmail: string): Collaborator {
  const row = platform.state.collaborators.find(
    ({ id, appId, email }) => appId === app.id && (id === idOrEmail || email === idOrEmail),
  );
  if (!row) throw notFound("collaborator");
  return row;
}

const described = (permissions: readonly string[]): Wire[] =>
  permissions.map((name) => ({ name, description: `Can ${name} the app` }));

function ownerWire(platform: Platform, app: App): Wire {
  const { email, id, createdAt, updatedAt } = theAccount(platform);
  return {
    app: appRef(app),
    created_at: createdAt,
    id: stableUuid(`collaborator:${app.id}:${id}`),
    permissions: described(all),
    role: "owner",
    updated_at: updatedAt,
    user: { email, federated: false, id },
  };
}

export const collaboratorWire = (app: App, row: Collaborator): Wire => ({
  app: appRef(app),
  created_at: row.createdAt,
  id: row.id,
  permissions: described(row.permissions),
  role: "collaborator",
  updated_at: row.updatedAt,
  user: { email: row.email, federated: false, id: stableUuid(`user:${row.email}`) },
});

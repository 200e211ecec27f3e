import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { checkAppName, createApp } from "../actions/create-app";
import { deleteApp } from "../actions/delete-app";
import { findStack } from "../catalog/places";
import { readBody, reference } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { type ListForm, sendPage } from "../conventions/pagination";
import type { App } from "../entities";
import { invalidParams } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { appWire } from "../wire/apps";
import { findAccount } from "./account";

export const appCreation = z.object({
  name: z.string().nullish(),
  region: reference.nullish(),
  stack: reference.nullish(),
});
const change = z.object({
  name: z.string().optional(),
  maintenance: z.boolean().optional(),
  build_stack: reference.optional(),
});
const keys: ListForm<App>["keys"] = {
  name: ({ name }) => name,
  id: ({ id }) => id,
  updated_at: ({ updatedAt }) => updatedAt,
};
type OfApp = { Params: { app: string } };

export function appRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  const form: ListForm<App> = { keys, show: (app) => appWire(platform, app) };
  scope.get("/apps", (request, reply) => sendPage(request, reply, state.apps.all(), form));
  scope.get<{ Params: { user: string } }>("/users/:user/apps", (request, reply) => {
    findAccount(platform, request.params.user);
    return sendPage(request, reply, state.apps.where("teamId", null), form);
  });
  scope.post("/apps", (request, reply) => {
    const { name, region, stack } = readBody(request, appCreation);
    const wanted = { name: name ?? undefined, region: region ?? undefined, stack: stack ?? undefined };
    void reply.code(201);
    return appWire(platform, createApp(platform, callerOf(request).userId, wanted));
  });
  scope.get<OfApp>("/apps/:app", ({ params }) => appWire(platform, findApp(platform, params.app)));
  scope.patch<OfApp>("/apps/:app", (request) => {
    const app = findApp(platform, request.params.app);
    return appWire(platform, changeApp(platform, app, readBody(request, change)));
  });
  scope.delete<OfApp>("/apps/:app", async (request) => {
    const app = findApp(platform, request.params.app);
    const gone = appWire(platform, app);
    await deleteApp(platform, app, callerOf(request).userId);
    return gone;
  });
  for (const [method, acm] of [
    ["POST", true],
    ["PATCH", undefined],
    ["DELETE", false],
  ] as const)
    scope.route<OfApp>({
      method,
      url: "/apps/:app/acm",
      handler: ({ params }) => {
        const app = findApp(platform, params.app);
        if (acm === undefined) return appWire(platform, app);
        return appWire(platform, state.apps.update(app.id, { acm, updatedAt: platform.timestamp() }));
      },
    });
}

function changeApp(platform: Platform, app: App, wanted: z.infer<typeof change>): App {
  const { name, maintenance, build_stack } = wanted;
  if (name !== undefined && name !== app.name) checkAppName(platform, name, app.id);
  const stack = build_stack === undefined ? undefined : findStack(build_stack);
  if (build_stack !== undefined && !stack) throw invalidParams(`Stack ${build_stack} is not available.`);
  if (maintenance !== undefined && maintenance !== app.maintenance)
    platform.logs.add(app.id, "app", "api", `Maintenance mode ${maintenance ? "enabled" : "disabled"}`);
  return platform.state.apps.update(app.id, {
    ...(name === undefined ? {} : { name }),
    ...(maintenance === undefined ? {} : { maintenance }),
    ...(stack ? { buildStack: stack.name } : {}),
    updatedAt: platform.timestamp(),
  });
}

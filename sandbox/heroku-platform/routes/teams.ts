import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { createApp } from "../actions/create-app";
import { readBody, reference } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { idAndName, sendList, sendPage } from "../conventions/pagination";
import type { App } from "../entities";
import { notFound, notInSandbox } from "../errors";
import { findApp, findTeam } from "../find";
import type { Platform } from "../platform";
import { teamAppWire, teamWire } from "../wire/apps";
import { appCreation } from "./apps";

const creation = appCreation.extend({
  team: reference.nullish(),
  space: reference.nullish(),
  locked: z.boolean().nullish(),
  personal: z.boolean().nullish(),
});
const change = z.object({ locked: z.boolean().optional(), owner: z.unknown().optional() });
type OfApp = { Params: { app: string } };
type OfTeam = { Params: { team: string } };

/** Teams that the account belongs to, and their apps. */
export function teamRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  scope.get("/teams", (request, reply) => sendList(request, reply, state.teams.all().map(teamWire)));
  scope.get<OfTeam>("/teams/:team", ({ params }) => teamWire(findTeam(platform, params.team)));
  scope.get<OfTeam>("/teams/:team/apps", (request, reply) => {
    const team = findTeam(platform, request.params.team);
    const form = { keys: idAndName, show: (app: App) => teamAppWire(platform, app) };
    return sendPage(request, reply, state.apps.where("teamId", team.id), form);
  });
  scope.post("/teams/apps", (request, reply) => {
    const { team, space, name, region, stack, locked, personal } = readBody(request, creation);
    if (space != null) throw notInSandbox("an app in a private space", "it has no private spaces");
    const teamId = team == null || personal ? undefined : findTeam(platform, team).id;
    const app = createApp(platform, callerOf(request).userId, {
      name: name ?? undefined,
      region: region ?? undefined,
      stack: stack ?? undefined,
      teamId,
      locked: locked ?? false,
    });
    void reply.code(201);
    return teamAppWire(platform, app);
  });
  scope.get<OfApp>("/teams/apps/:app", ({ params }) => teamAppWire(platform, findTeamApp(platform, params.app)));
  scope.patch<OfApp>("/teams/apps/:app", (request) => {
    const app = findTeamApp(platform, request.params.app);
    const { locked, owner } = readBody(request, change);
    if (owner !== undefined) throw notInSandbox("the transfer of an app", "it has one account");
    if (locked === undefined) return teamAppWire(platform, app);
    return teamAppWire(platform, state.apps.update(app.id, { locked, updatedAt: platform.timestamp() }));
  });
}

function findTeamApp(platform: Platform, identity: string) {
  const app = findApp(platform, identity);
  if (app.teamId === null) throw notFound("app");
  return app;
}

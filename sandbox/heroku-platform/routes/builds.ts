import { rm } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { cancelBuild, orderBuild } from "../actions/run-build";
import { readBody } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { sendList } from "../conventions/pagination";
import type { App, Build } from "../entities";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { buildWire } from "../wire/releases";

const creation = z.object({
  source_blob: z.object({
    url: z.string(),
    checksum: z.string().nullish(),
    version: z.string().nullish(),
    version_description: z.string().nullish(),
  }),
  buildpacks: z.array(z.object({ url: z.string().nullish(), name: z.string().nullish() })).nullish(),
});
type OfApp = { Params: { app: string } };
type OfBuild = { Params: { app: string; build: string } };

export function buildRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  scope.get<OfApp>("/apps/:app/builds", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const rows = state.builds.where("appId", app.id).map((build) => buildWire(platform, app, build));
    return sendList(request, reply, rows, { properties: ["id", "started_at", "created_at"] });
  });
  scope.post<OfApp>("/apps/:app/builds", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { source_blob: source, buildpacks } = readBody(request, creation);
    if (!/^https?:\/\//.test(source.url) || !URL.canParse(source.url))
      throw invalidParams("source_blob.url must be an http or https address of a gzipped tar archive.");
    const build = orderBuild(platform, app, callerOf(request).userId, {
      source: {
        url: source.url,
        checksum: source.checksum ?? null,
        version: source.version ?? null,
        versionDescription: source.version_description ?? null,
      },
      buildpacks: (buildpacks ?? []).map(({ url, name }) => url ?? name ?? "").filter(Boolean),
    });
    void reply.code(201);
    return buildWire(platform, app, build);
  });
  scope.get<OfBuild>("/apps/:app/builds/:build", ({ params }) => {
    const app = findApp(platform, params.app);
    return buildWire(platform, app, findBuild(platform, app, params.build));
  });
  scope.delete<OfBuild>("/apps/:app/builds/:build", ({ params }) => {
    const app = findApp(platform, params.app);
    const build = findBuild(platform, app, params.build);
    if (build.status !== "pending") throw invalidParams(`The build has ${build.status} already.`);
    cancelBuild(platform, build);
    return buildWire(platform, app, build);
  });
  scope.delete<OfApp>("/apps/:app/build-cache", async ({ params }, reply) => {
    await rm(platform.path("cache", findApp(platform, params.app).id), { recursive: true, force: true });
    void reply.code(202);
    return {};
  });
}

function findBuild(platform: Platform, app: App, id: string): Build {
  const build = platform.state.builds.get(id);
  if (build?.appId !== app.id) throw notFound("build");
  return build;
}

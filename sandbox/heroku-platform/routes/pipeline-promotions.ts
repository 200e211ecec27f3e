import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { currentRelease } from "../actions/create-release";
import { promote } from "../actions/promote";
import { readBody, reference } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import type { App, Release, Slug } from "../entities";
import type { Promotion } from "../entities-of-pipelines";
import { invalidParams, notFound } from "../errors";
import { findApp, findRelease } from "../find";
import type { Platform } from "../platform";
import { teamAppWire } from "../wire/apps";
import { promotionWire, targetWire } from "../wire/pipelines";
import { findPipeline } from "./pipelines";

const creation = z.object({
  pipeline: reference,
  source: z.object({ app: reference, release: reference.nullish() }),
  targets: z.array(z.object({ app: reference })).min(1),
});
type ById = { Params: { promotion: string } };

/** Promotions: the slug of one stage released in the next; and the apps by their ids, which whoever promotes asks for. */
export function pipelinePromotionRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  scope.post("/pipeline-promotions", async (request, reply) => {
    const wanted = readBody(request, creation);
    const pipeline = findPipeline(platform, wanted.pipeline);
    const source = sourceOf(platform, pipeline.id, wanted.source);
    const apps = wanted.targets.map(({ app }) => coupled(platform, pipeline.id, app));
    const targets = [];
    for (const app of apps) targets.push(await promote(platform, source, app, callerOf(request).userId));
    const ids = { id: randomUUID(), pipelineId: pipeline.id };
    const row = { ...ids, sourceAppId: source.app.id, sourceReleaseId: source.release.id, targets };
    void reply.code(201);
    return promotionWire(platform, state.promotions.insert({ ...row, ...platform.stamps() }));
  });
  scope.get<ById>("/pipeline-promotions/:promotion", ({ params }) => promotionWire(platform, find(platform, params)));
  scope.get<ById>("/pipeline-promotions/:promotion/promotion-targets", ({ params }) => {
    const promotion = find(platform, params);
    return promotion.targets.map((target) => targetWire(platform, promotion, target));
  });
  scope.post("/filters/apps", (request) => {
    const wanted = readBody(request, z.object({ in: z.object({ id: z.array(z.string()) }).nullish() }));
    const ids = wanted.in?.id ?? [];
    return state.apps.filter(({ id }) => ids.includes(id)).map((app) => teamAppWire(platform, app));
  });
}

function find(platform: Platform, { promotion }: ById["Params"]): Promotion {
  const row = platform.state.promotions.get(promotion);
  if (!row) throw notFound("pipeline_promotion", "pipeline promotion");
  return row;
}

function coupled(platform: Platform, pipelineId: string, identity: string): App {
  const app = findApp(platform, identity);
  if (!platform.state.couplings.find((row) => row.appId === app.id && row.pipelineId === pipelineId))
    throw invalidParams(`${app.name} is not in the pipeline.`);
  return app;
}

function sourceOf(
  platform: Platform,
  pipelineId: string,
  wanted: z.infer<typeof creation>["source"],
): { app: App; release: Release; slug: Slug } {
  const app = coupled(platform, pipelineId, wanted.app);
  const release =
    wanted.release == null ? currentRelease(platform, app.id) : findRelease(platform, app, wanted.release);
  const slug = release?.slugId ? platform.state.slugs.get(release.slugId) : undefined;
  if (!release || slug?.state !== "ready")
    throw invalidParams(`${app.name} has no release with a slug that can be promoted.`);
  return { app, release, slug };
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { findStack } from "../catalog/places";
import { refuseBadNames } from "../config-vars";
import { readBody } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { sendList } from "../conventions/pagination";
import { stages, type Pipeline } from "../entities-of-pipelines";
import { invalidParams, notFound } from "../errors";
import { findTeam } from "../find";
import type { Platform } from "../platform";
import { pipelineWire } from "../wire/pipelines";
import { buildWire, releaseWire } from "../wire/releases";

const owner = z.object({ id: z.string(), type: z.enum(["user", "team"]) }).nullish();
const creation = z.object({ name: z.string(), owner, generation: z.unknown().optional() });
const change = z.object({ name: z.string().nullish() });
const vars = z.record(z.string(), z.string().nullable());
type OfPipeline = { Params: { pipeline: string } };
type OfStage = { Params: { pipeline: string; stage: string } };

/** Pipelines: apps in stages, with what was last built and released in them. */
export function pipelineRoutes(scope: FastifyInstance, platform: Platform): void {
  const { pipelines, couplings } = platform.state;
  scope.get<{ Querystring: Record<string, string | undefined> }>("/pipelines", (request, reply) => {
    const wanted = request.query["eq[name]"];
    const rows = pipelines.filter(({ id, name }) => wanted === undefined || wanted === name || wanted === id);
    return sendList(request, reply, rows.map(pipelineWire), { properties: ["id", "name"] });
  });
  scope.post("/pipelines", (request, reply) => {
    const { name, owner } = readBody(request, creation);
    checkName(platform, name);
    if (owner?.type === "team") findTeam(platform, owner.id);
    const made = { id: randomUUID(), name, owner: owner ?? { id: callerOf(request).userId, type: "user" }, config: {} };
    void reply.code(201);
    return pipelineWire(pipelines.insert({ ...made, ...platform.stamps() }));
  });
  scope.get<OfPipeline>("/pipelines/:pipeline", ({ params }) => pipelineWire(findPipeline(platform, params.pipeline)));
  scope.patch<OfPipeline>("/pipelines/:pipeline", (request) => {
    const row = findPipeline(platform, request.params.pipeline);
    const { name } = readBody(request, change);
    if (name == null) return pipelineWire(row);
    checkName(platform, name, row.id);
    return pipelineWire(pipelines.update(row.id, { name, updatedAt: platform.timestamp() }));
  });
  scope.delete<OfPipeline>("/pipelines/:pipeline", ({ params }) => {
    const row = findPipeline(platform, params.pipeline);
    couplings.removeWhere(({ pipelineId }) => pipelineId === row.id);
    pipelines.remove(row.id);
    return pipelineWire(row);
  });
  scope.get<OfStage>("/pipelines/:pipeline/stage/:stage/config-vars", ({ params }) => {
    return findPipeline(platform, params.pipeline).config[knownStage(params.stage)] ?? {};
  });
  scope.patch<OfStage>("/pipelines/:pipeline/stage/:stage/config-vars", (request) => {
    const row = findPipeline(platform, request.params.pipeline);
    const stage = knownStage(request.params.stage);
    const wanted = readBody(request, vars);
    refuseBadNames(Object.keys(wanted));
    const merged = Object.entries({ ...row.config[stage], ...wanted });
    const left = Object.fromEntries(merged.filter((pair): pair is [string, string] => pair[1] !== null));
    pipelines.update(row.id, { config: { ...row.config, [stage]: left }, updatedAt: platform.timestamp() });
    return left;
  });
  latestRoutes(scope, platform);
}

/** What was last built, released and deployed in each app of a pipeline, and on which stack. */
function latestRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  const appsOf = (identity: string) => {
    const { id } = findPipeline(platform, identity);
    const coupled = state.couplings.where("pipelineId", id);
    return coupled.flatMap(({ appId }) => state.apps.get(appId) ?? []);
  };
  scope.get<OfPipeline>("/pipelines/:pipeline/latest-builds", ({ params }) =>
    appsOf(params.pipeline).flatMap((app) => {
      const last = state.builds.where("appId", app.id).at(-1);
      return last ? [buildWire(platform, app, last)] : [];
    }),
  );
  for (const [path, isMeant] of [
    ["latest-releases", () => true],
    ["latest-deployments", (inherits: boolean) => !inherits],
  ] as const)
    scope.get<OfPipeline>(`/pipelines/:pipeline/${path}`, ({ params }) =>
      appsOf(params.pipeline).flatMap((app) => {
        const ofApp = state.releases.filter(({ appId, inheritsSlug }) => appId === app.id && isMeant(inheritsSlug));
        const last = ofApp.sort((a, b) => a.version - b.version).at(-1);
        return last ? [releaseWire(platform, app, last)] : [];
      }),
    );
  scope.get<OfPipeline>("/pipelines/:pipeline/pipeline-stack", ({ params }) => {
    const [first] = appsOf(params.pipeline);
    return { stack: first ? { id: findStack(first.stack)?.id, name: first.stack } : null };
  });
}

export function findPipeline(platform: Platform, idOrName: string): Pipeline {
  const row = platform.state.pipelines.find(({ id, name }) => id === idOrName || name === idOrName);
  if (!row) throw notFound("pipeline");
  return row;
}

function checkName(platform: Platform, name: string, self?: string): void {
  if (!/^[a-z][a-z0-9-]{2,29}$/.test(name))
    throw invalidParams(
      "Name must start with a letter and can only contain lowercase letters, numbers, and dashes (3 to 30 of them).",
    );
  if (platform.state.pipelines.find((row) => row.name === name && row.id !== self))
    throw invalidParams(`Name ${name} is already taken`);
}

function knownStage(stage: string): string {
  if (!(stages as readonly string[]).includes(stage)) throw notFound("stage");
  return stage;
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { readBody, reference } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import { stages, type Coupling } from "../entities-of-pipelines";
import { invalidParams, notFound } from "../errors";
import { findApp, findTeam } from "../find";
import type { Platform } from "../platform";
import { couplingWire } from "../wire/pipelines";
import { findPipeline } from "./pipelines";

const stage = z.enum(stages);
const creation = z.object({ app: reference, pipeline: reference, stage });
type ById = { Params: { coupling: string } };
type OfPipeline = { Params: { pipeline: string } };

/** Which app stands at which stage of which pipeline. */
export function pipelineCouplingRoutes(scope: FastifyInstance, platform: Platform): void {
  const { couplings, apps } = platform.state;
  const list = (request: FastifyRequest, reply: FastifyReply, rows: readonly Coupling[]) =>
    sendList(
      request,
      reply,
      rows.map((row) => couplingWire(platform, row)),
      { properties: ["id"] },
    );
  scope.get("/pipeline-couplings", (request, reply) => list(request, reply, couplings.all()));
  scope.get("/users/~/pipeline-couplings", (request, reply) => list(request, reply, couplings.all()));
  scope.get<{ Params: { team: string } }>("/teams/:team/pipeline-couplings", (request, reply) => {
    const team = findTeam(platform, request.params.team);
    return list(
      request,
      reply,
      couplings.filter(({ appId }) => apps.get(appId)?.teamId === team.id),
    );
  });
  scope.get<OfPipeline>("/pipelines/:pipeline/pipeline-couplings", (request, reply) => {
    const { id } = findPipeline(platform, request.params.pipeline);
    return list(request, reply, couplings.where("pipelineId", id));
  });
  scope.get<{ Params: { app: string } }>("/apps/:app/pipeline-couplings", ({ params }) => {
    const app = findApp(platform, params.app);
    const row = couplings.find(({ appId }) => appId === app.id);
    if (!row) throw notFound("pipeline_coupling", "pipeline coupling");
    return couplingWire(platform, row);
  });
  scope.post("/pipeline-couplings", (request, reply) => {
    const wanted = readBody(request, creation);
    const app = findApp(platform, wanted.app);
    const pipeline = findPipeline(platform, wanted.pipeline);
    if (couplings.find(({ appId }) => appId === app.id)) throw invalidParams("App is already in a pipeline");
    const row = { id: randomUUID(), appId: app.id, pipelineId: pipeline.id, stage: wanted.stage };
    void reply.code(201);
    return couplingWire(platform, couplings.insert({ ...row, ...platform.stamps() }));
  });
  scope.get<ById>("/pipeline-couplings/:coupling", ({ params }) => couplingWire(platform, find(platform, params)));
  scope.patch<ById>("/pipeline-couplings/:coupling", (request) => {
    const { id } = find(platform, request.params);
    const change = readBody(request, z.object({ stage }));
    return couplingWire(platform, couplings.update(id, { ...change, updatedAt: platform.timestamp() }));
  });
  scope.delete<ById>("/pipeline-couplings/:coupling", ({ params }) => {
    const row = find(platform, params);
    const gone = couplingWire(platform, row);
    couplings.remove(row.id);
    return gone;
  });
}

function find(platform: Platform, { coupling }: ById["Params"]): Coupling {
  const row = platform.state.couplings.get(coupling);
  if (!row) throw notFound("pipeline_coupling", "pipeline coupling");
  return row;
}

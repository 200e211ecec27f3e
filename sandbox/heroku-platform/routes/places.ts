import type { FastifyInstance } from "fastify";
import { dynoSizes, findDynoSize, type DynoSize } from "../catalog/dyno-sizes";
import { cedar, findRegion, findStack, regions, stacks, type Region, type Stack } from "../catalog/places";
import { sendList } from "../conventions/pagination";
import { notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import type { Wire } from "../wire/wire";

const CATALOG_DATE = "2024-05-01T00:00:00Z";
type OfApp = { Params: { app: string } };
type Named = { Params: { name: string } };

/** What Heroku offers to all: stacks, regions, sizes of dynos. */
export function placeRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get("/stacks", (request, reply) => sendList(request, reply, stacks.map(stackWire)));
  scope.get<Named>("/stacks/:name", ({ params }) => stackWire(found(findStack(params.name), "stack")));
  scope.get<OfApp>("/apps/:app/available-stacks", (request, reply) => {
    findApp(platform, request.params.app);
    return sendList(request, reply, stacks.map(stackWire));
  });
  scope.get("/regions", (request, reply) => sendList(request, reply, regions.map(regionWire)));
  scope.get<Named>("/regions/:name", ({ params }) => regionWire(found(findRegion(params.name), "region")));
  scope.get("/dyno-sizes", (request, reply) => sendList(request, reply, dynoSizes.map(sizeWire)));
  scope.get<Named>("/dyno-sizes/:name", ({ params }) => sizeWire(found(findDynoSize(params.name), "dyno size")));
  scope.get<OfApp>("/apps/:app/available-dyno-sizes", (request, reply) => {
    findApp(platform, request.params.app);
    return sendList(request, reply, dynoSizes.map(sizeWire));
  });
}

function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw notFound(what.replace(" ", "_"), what);
  return row;
}

const stackWire = (stack: Stack): Wire => ({ ...stack, created_at: CATALOG_DATE, updated_at: CATALOG_DATE });

const regionWire = (region: Region): Wire => ({
  country: region.country,
  created_at: CATALOG_DATE,
  description: region.description,
  id: region.id,
  locale: region.locale,
  name: region.name,
  private_capable: region.privateCapable,
  provider: { name: "amazon-web-services", region: region.provider },
  updated_at: CATALOG_DATE,
});

const sizeWire = (size: DynoSize): Wire => ({
  architecture: "amd64",
  compute: size.compute,
  cost: { cents: size.centsPerMonth, unit: "month" },
  dedicated: size.dedicated,
  generation: cedar,
  id: size.id,
  memory: size.memoryGb,
  name: size.name,
  precise_dyno_units: size.centsPerMonth / 2500,
  private_space_only: size.privateSpaceOnly,
});

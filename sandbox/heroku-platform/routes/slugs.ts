import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { findStack } from "../catalog/places";
import { readBody, reference } from "../conventions/body";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import { newSecret } from "../naming";
import type { Platform } from "../platform";
import { slugWire, sourceWire } from "../wire/releases";

const creation = z.object({
  process_types: z.record(z.string(), z.string()),
  buildpack_provided_description: z.string().nullish(),
  checksum: z.string().nullish(),
  commit: z.string().nullish(),
  commit_description: z.string().nullish(),
  stack: reference.nullish(),
});
type OfApp = { Params: { app: string } };

/** Slugs that a client made itself, and places to upload source to. */
export function slugRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  scope.post<OfApp>("/apps/:app/slugs", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const body = readBody(request, creation);
    const stack = body.stack == null ? findStack(app.stack) : findStack(body.stack);
    if (!stack) throw invalidParams(`Stack ${body.stack} is not available.`);
    const id = randomUUID();
    const slug = state.slugs.insert({
      id,
      appId: app.id,
      state: "awaiting-upload",
      folder: platform.path("slugs", id),
      processTypes: body.process_types,
      env: {},
      size: null,
      stack: stack.name,
      commit: body.commit ?? null,
      commitDescription: body.commit_description ?? null,
      checksum: body.checksum ?? null,
      buildpack: body.buildpack_provided_description ?? null,
      secret: newSecret(),
      ...platform.stamps(),
    });
    void reply.code(201);
    return slugWire(platform, slug, "put");
  });
  scope.get<{ Params: { app: string; slug: string } }>("/apps/:app/slugs/:slug", ({ params }) => {
    const app = findApp(platform, params.app);
    const slug = state.slugs.get(params.slug);
    if (slug?.appId !== app.id) throw notFound("slug");
    return slugWire(platform, slug, "get");
  });
  for (const url of ["/sources", "/apps/:app/sources"])
    scope.post<{ Params: { app?: string } }>(url, ({ params }, reply) => {
      if (params.app !== undefined) findApp(platform, params.app);
      const source = state.sources.insert({ id: randomUUID(), secret: newSecret(), ...platform.stamps() });
      void reply.code(201);
      return sourceWire(platform, source);
    });
}

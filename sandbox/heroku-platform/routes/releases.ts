import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { createRelease } from "../actions/create-release";
import { rollback } from "../actions/rollback";
import { readBody, reference } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { sendPage } from "../conventions/pagination";
import { invalidParams, notFound, notInSandbox } from "../errors";
import { findApp, findRelease } from "../find";
import type { Platform } from "../platform";
import { releaseWire } from "../wire/releases";

const creation = z.object({
  slug: reference.nullish(),
  release: reference.nullish(),
  oci_image: z.unknown().optional(),
  description: z.string().nullish(),
});
type OfApp = { Params: { app: string } };

export function releaseRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  scope.get<OfApp>("/apps/:app/releases", (request, reply) => {
    const app = findApp(platform, request.params.app);
    return sendPage(request, reply, state.releases.where("appId", app.id), {
      keys: { id: ({ id }) => id, version: ({ version }) => version },
      show: (row) => releaseWire(platform, app, row),
    });
  });
  scope.get<{ Params: { app: string; release: string } }>("/apps/:app/releases/:release", ({ params }) => {
    const app = findApp(platform, params.app);
    return releaseWire(platform, app, findRelease(platform, app, params.release));
  });
  scope.post<OfApp>("/apps/:app/releases", (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { slug, release, oci_image, description } = readBody(request, creation);
    const { userId } = callerOf(request);
    if (oci_image != null) throw notInSandbox("the release of an OCI image", "it runs slugs only");
    void reply.code(201);
    if (release != null)
      return releaseWire(platform, app, rollback(platform, app, findRelease(platform, app, release), userId));
    if (slug == null) throw invalidParams("Either a slug or a release to roll back to must be given.");
    const found = state.slugs.get(slug); // of another app, too
    if (!found) throw notFound("slug");
    if (found.state === "gone") throw invalidParams("The slug is no longer kept: build it anew.");
    if (found.state !== "ready") throw invalidParams("The slug's blob was not uploaded yet.");
    const words = description ?? `Deploy ${(found.commit ?? found.id).slice(0, 8)}`;
    return releaseWire(platform, app, createRelease(platform, app.id, { description: words, userId, slugId: slug }));
  });
}

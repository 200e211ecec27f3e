import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { appFeatures, findFeature, type Feature } from "../catalog/features";
import { readBody } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import { invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { featureWire } from "../wire/apps";
import { buildpackWire } from "../wire/releases";
import type { Wire } from "../wire/wire";

const installation = z.object({ updates: z.array(z.object({ buildpack: z.string() })) });
type OfApp = { Params: { app: string } };
type OfFeature = { Params: { app: string; feature: string } };

/** Features and buildpacks of an app. */
export function appSettingRoutes(scope: FastifyInstance, platform: Platform): void {
  const { state } = platform;
  scope.get<OfApp>("/apps/:app/features", (request, reply) => {
    const app = findApp(platform, request.params.app);
    return sendList(
      request,
      reply,
      appFeatures.map((feature) => featureWire(app, feature)),
    );
  });
  scope.get<OfFeature>("/apps/:app/features/:feature", ({ params }) =>
    featureWire(findApp(platform, params.app), mustFind(params.feature)),
  );
  scope.patch<OfFeature>("/apps/:app/features/:feature", (request) => {
    const app = findApp(platform, request.params.app);
    const feature = mustFind(request.params.feature);
    const { enabled } = readBody(request, z.object({ enabled: z.boolean() }));
    const features = { ...app.features, [feature.name]: enabled };
    return featureWire(state.apps.update(app.id, { features, updatedAt: platform.timestamp() }), feature);
  });
  scope.get<OfApp>("/apps/:app/buildpack-installations", ({ params }) => installations(findApp(platform, params.app)));
  scope.put<OfApp>("/apps/:app/buildpack-installations", (request) => {
    const app = findApp(platform, request.params.app);
    const buildpacks = readBody(request, installation).updates.map(({ buildpack }) => checked(buildpack));
    return installations(state.apps.update(app.id, { buildpacks, updatedAt: platform.timestamp() }));
  });
}

function mustFind(identity: string): Feature {
  const feature = findFeature(appFeatures, identity);
  if (!feature) throw notFound("feature", "app feature");
  return feature;
}

const installations = (app: App): Wire[] =>
  app.buildpacks.map((buildpack, ordinal) => ({ buildpack: buildpackWire(buildpack), ordinal }));

/** A name of the registry, a `urn:buildpack:` name, or an address; the registry's address of a buildpack is its name. */
function checked(buildpack: string): string {
  const registered = /^https:\/\/buildpack-registry\.s3\.amazonaws\.com\/buildpacks\/([\w-]+\/[\w-]+)\.tgz$/.exec(
    buildpack,
  );
  if (registered?.[1]) return registered[1];
  if (/^(urn:buildpack:)?[\w-]+\/[\w.-]+$/.test(buildpack) || /^(https?|git|ssh):\/\//.test(buildpack))
    return buildpack;
  throw invalidParams(`${buildpack} is not a buildpack: give a name such as heroku/python, or an address.`);
}

import type { FastifyInstance } from "fastify";
import { notFound } from "../errors";
import { stableUuid } from "../stable-uuid";

/** Heroku's own buildpacks. Source: https://devcenter.heroku.com/articles/officially-supported-buildpacks */
const official = ["clojure", "go", "gradle", "java", "nodejs", "php", "python", "ruby", "scala"];

/** The buildpack registry, a service beside the Platform API, whom the CLI asks whether a buildpack exists: Heroku's own do. */
export function buildpackRegistryRoutes(scope: FastifyInstance): void {
  scope.get<{ Params: { buildpack: string } }>("/buildpacks/:buildpack", ({ params }) => {
    const [namespace, name = ""] = params.buildpack.split("/");
    if (namespace !== "heroku" || !official.includes(name)) throw notFound("buildpack");
    const id = stableUuid(`buildpack:${params.buildpack}`);
    return { id, name, namespace, description: `Heroku's buildpack for ${name}`, two_factor_authentication: false };
  });
}

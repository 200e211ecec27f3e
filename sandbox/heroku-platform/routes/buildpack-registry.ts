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
    // The CLI hands this address to the Platform API, which knows the buildpack by it.
    const blob_url = `https://buildpack-registry.s3.amazonaws.com/buildpacks/${namespace}/${name}.tgz`;
    return {
      id,
      name,
      namespace,
      blob_url,
      description: `Heroku's buildpack for ${name}`,
      two_factor_authentication: false,
    };
  });
}

import type { FastifyRequest } from "fastify";
import type { Inlined } from "../wire/addons";

/** What `Accept-Expansion` and `Accept-Inclusion` ask to have inlined: `plan`, `addon_service`, `addon:plan`, `config_vars`. */
export function inlinedBy(request: FastifyRequest): Inlined {
  const asked = [request.headers["accept-expansion"], request.headers["accept-inclusion"]]
    .flat()
    .flatMap((header) => header?.split(",") ?? [])
    .map((name) => name.trim());
  return {
    plan: asked.includes("plan") || asked.includes("addon:plan"),
    service: asked.includes("addon_service"),
    configVars: asked.includes("config_vars"),
  };
}

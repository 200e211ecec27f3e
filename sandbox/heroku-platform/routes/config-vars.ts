import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { createRelease } from "../actions/create-release";
import { attachedNames, configVars, refuseBadNames } from "../config-vars";
import { readBody } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import type { App } from "../entities";
import { invalidParams } from "../errors";
import { findApp, findRelease } from "../find";
import type { Platform } from "../platform";

const change = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
type OfApp = { Params: { app: string } };

export function configVarRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get<OfApp>("/apps/:app/config-vars", ({ params }) => configVars(platform.state, findApp(platform, params.app)));
  scope.get<{ Params: { app: string; release: string } }>("/apps/:app/releases/:release/config-vars", ({ params }) => {
    return findRelease(platform, findApp(platform, params.app), params.release).environment;
  });
  scope.patch<OfApp>("/apps/:app/config-vars", (request) => {
    const app = findApp(platform, request.params.app);
    const changed = changeConfig(platform, app, readBody(request, change), callerOf(request).userId);
    return configVars(platform.state, changed);
  });
}

/** Merges; `null` removes. One release tells what was set and removed; without any change there is none. */
function changeConfig(platform: Platform, app: App, wanted: z.infer<typeof change>, userId: string): App {
  refuseBadNames(Object.keys(wanted));
  refuseAttached(platform, app, Object.keys(wanted));
  const config: Record<string, string> = { ...app.config };
  const [set, removed]: [string[], string[]] = [[], []];
  for (const [name, value] of Object.entries(wanted)) {
    if (value === null && name in config) removed.push(name);
    if (value !== null && config[name] !== String(value)) set.push(name);
    if (value === null) delete config[name];
    else config[name] = String(value);
  }
  if (set.length + removed.length === 0) return app;
  const changed = platform.state.apps.update(app.id, { config, updatedAt: platform.timestamp() });
  createRelease(platform, app.id, { description: describe(set, removed), userId });
  return changed;
}

function refuseAttached(platform: Platform, app: App, names: readonly string[]): void {
  const attached = attachedNames(platform.state, app.id);
  const clash = names.filter((name) => attached.includes(name)).sort();
  if (clash.length > 0) throw invalidParams(`Cannot overwrite attachment values ${clash.join(", ")}.`);
}

const describe = (set: readonly string[], removed: readonly string[]): string =>
  [
    set.length > 0 ? `Set ${set.join(", ")} config vars` : "",
    removed.length > 0 ? `${set.length > 0 ? "remove" : "Remove"} ${removed.join(", ")} config vars` : "",
  ]
    .filter(Boolean)
    .join(", ");

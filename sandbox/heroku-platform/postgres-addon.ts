import { findPlan } from "./catalog/addon-services";
import type { PostgresAddon } from "./directory";
import type { Addon } from "./entities";
import type { PlatformState } from "./state";

/** A heroku-postgresql add-on, in the form in which other services see it; undefined when it is another service's. */
export function postgresAddon(state: PlatformState, addon: Addon): PostgresAddon | undefined {
  const app = state.apps.get(addon.appId);
  if (!app || !addon.plan.startsWith("heroku-postgresql:")) return undefined;
  const attachments = state.attachments.filter(
    (row) => row.addonId === addon.id && row.appId === addon.appId && row.namespace === null,
  );
  return {
    id: addon.id,
    name: addon.name,
    plan: addon.plan,
    connectionLimit: findPlan(addon.plan)?.connectionLimit ?? 20,
    forkedFrom: addon.forkOf === undefined ? undefined : state.addons.get(addon.forkOf)?.name,
    app: { id: app.id, name: app.name },
    createdAt: addon.createdAt,
    database: addon.database ?? undefined,
    attachments: attachments.map(({ name }) => name),
  };
}

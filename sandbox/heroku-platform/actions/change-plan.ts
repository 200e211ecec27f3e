import type { Database } from "../../runtime/types";
import { tierOf } from "../catalog/addon-services";
import type { Addon } from "../entities";
import { invalidParams } from "../errors";
import type { Platform } from "../platform";
import { copyOf } from "./copy-database";
import { createRelease } from "./create-release";
import { planWithService } from "./provision-addon";

/**
 * Changes an add-on's plan. As at Heroku, a database moves to its new plan by itself only within the essential tier;
 * other changes need a new database (`pg:copy`, a follower). The moved database gets new credentials and a release.
 */
export async function changePlan(platform: Platform, addon: Addon, name: string, userId: string): Promise<Addon> {
  const { state } = platform;
  const { plan, service } = planWithService(name);
  if (plan.name === addon.plan) return addon;
  if (!addon.plan.startsWith(`${service.name}:`))
    throw invalidParams(`The plan ${plan.name} is not a plan of the service of ${addon.name}.`);
  if (addon.state !== "provisioned") throw invalidParams(`${addon.name} is still provisioning.`);
  if (!addon.database) return state.addons.update(addon.id, { plan: plan.name, updatedAt: platform.timestamp() });
  if (tierOf(addon.plan) !== "essential" || tierOf(plan.name) !== "essential")
    throw invalidParams(
      `${addon.name} cannot be changed from ${addon.plan} to ${plan.name}. Create a new database and copy the data with pg:copy, or use a follower.`,
    );
  const database = await moveDatabase(platform, addon.database, plan.connectionLimit);
  const changed = state.addons.update(addon.id, { plan: plan.name, database, updatedAt: platform.timestamp() });
  for (const { appId, name: attachment } of state.attachments.where("addonId", addon.id))
    createRelease(platform, appId, {
      description: `Update ${attachment} by ${service.name}`,
      userId,
      releasePhase: false,
    });
  return changed;
}

async function moveDatabase(platform: Platform, old: Database, connectionLimit: number): Promise<Database> {
  const moved = await copyOf(platform, old, connectionLimit);
  await platform.options.databases.dropDatabase(old);
  return moved;
}

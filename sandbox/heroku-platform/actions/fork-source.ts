import { tierOf, type AddonPlan } from "../catalog/addon-services";
import type { Addon, App } from "../entities";
import { invalidParams, notInSandbox } from "../errors";
import { findAddon } from "../find";
import type { Platform } from "../platform";

const abilities = ["fork", "follow", "rollback"];

/**
 * The add-on that a new one is to be a fork of, by the order's config (`heroku addons:create … -- --fork DATABASE`).
 * Essential plans have no fork, follow and rollback, neither as source nor as target.
 * Source: https://devcenter.heroku.com/articles/heroku-postgres-fork
 */
export function forkSource(
  platform: Platform,
  app: App,
  plan: AddonPlan,
  config: Readonly<Record<string, unknown>>,
): Addon | undefined {
  const asked = abilities.filter((ability) => ability in config);
  if (asked.length === 0) return undefined;
  const unable = (name: string): never => {
    throw invalidParams(`The plan ${name} does not support ${asked.join(", ")}: take a standard plan or higher.`);
  };
  if (plan.service !== "heroku-postgresql" || tierOf(plan.name) === "essential") return unable(plan.name);
  if (asked.some((ability) => ability !== "fork"))
    throw notInSandbox(
      `an add-on with ${asked.join(" and ")}`,
      "it has one PostgreSQL server, without replicas and archives",
    );
  const source = findAddon(platform, String(config["fork"]), app);
  if (tierOf(source.plan) === "essential") return unable(source.plan);
  if (!source.database) throw invalidParams(`${source.name} is still provisioning.`);
  return source;
}

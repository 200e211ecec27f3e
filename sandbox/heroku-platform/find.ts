import type { Addon, App, Release, Team } from "./entities";
import { multipleMatches, notFound } from "./errors";
import type { Platform } from "./platform";

/** Finds what a path or a body names, by id or name, or throws Heroku's 404. */

export function findApp(platform: Platform, idOrName: string): App {
  const { apps } = platform.state;
  const app = apps.get(idOrName.toLowerCase()) ?? apps.where("name", idOrName)[0];
  if (!app) throw notFound("app");
  return app;
}

export function findTeam(platform: Platform, idOrName: string): Team {
  const team = platform.state.teams.find(({ id, name }) => id === idOrName || name === idOrName);
  if (!team) throw notFound("team");
  return team;
}

/** By id, version number (`v5` too), or `current`. */
export function findRelease(platform: Platform, app: App, idOrVersion: string): Release {
  const version = /^v?\d+$/.test(idOrVersion) ? Number(idOrVersion.replace("v", "")) : undefined;
  const release = platform.state.releases
    .where("appId", app.id)
    .find((row) => row.id === idOrVersion || row.version === version || (idOrVersion === "current" && row.current));
  if (!release) throw notFound("release");
  return release;
}

/** Add-ons that an identity means: by id or name; within an app also by an attachment's name, plan or service. */
export function matchingAddons(platform: Platform, identity: string, app?: App): Addon[] {
  const { addons, attachments } = platform.state;
  const exact = addons.find(({ id, name }) => id === identity || name === identity);
  if (exact) return !app || reaches(platform, app, exact) ? [exact] : [];
  if (!app) return [];
  const attached = attachments.find((row) => row.appId === app.id && row.name === identity.replace(/_URL$/, ""));
  const byAttachment = attached && addons.get(attached.addonId);
  if (byAttachment) return [byAttachment];
  return addons.filter((row) => row.appId === app.id && (row.plan === identity || row.plan.split(":")[0] === identity));
}

export function findAddon(platform: Platform, identity: string, app?: App): Addon {
  const matches = matchingAddons(platform, identity, app);
  if (matches.length > 1)
    throw multipleMatches(
      `Ambiguous identifier; multiple matching add-ons found: ${matches.map(({ name }) => name).join(", ")}.`,
    );
  const [addon] = matches;
  if (!addon) throw notFound("add_on", "add on");
  return addon;
}

function reaches(platform: Platform, app: App, addon: Addon): boolean {
  const { attachments } = platform.state;
  return (
    addon.appId === app.id || attachments.find((row) => row.appId === app.id && row.addonId === addon.id) !== undefined
  );
}

import { randomBytes, randomUUID } from "node:crypto";
import { findRegion, findStack, stacks } from "../catalog/places";
import type { App } from "../entities";
import { invalidParams } from "../errors";
import { newAppName } from "../naming";
import type { Platform } from "../platform";
import { createRelease } from "./create-release";

export interface NewApp {
  readonly name?: string;
  readonly region?: string;
  readonly stack?: string;
  readonly teamId?: string;
  readonly locked?: boolean;
}

/** The rule of Heroku's schema for the names of apps. */
const APP_NAME = /^[a-z][a-z0-9-]{1,28}[a-z0-9]$/;

export function checkAppName(platform: Platform, name: string, self?: string): void {
  if (!APP_NAME.test(name))
    throw invalidParams(
      "Name must start with a letter, end with a letter or digit and can only contain lowercase letters, digits, and dashes.",
    );
  if (platform.state.apps.where("name", name).some(({ id }) => id !== self))
    throw invalidParams(`Name ${name} is already taken`);
}

/** Makes an app with the two releases that every new one has. */
export function createApp(platform: Platform, userId: string, wanted: NewApp): App {
  const { state } = platform;
  const name = wanted.name ?? newAppName((candidate) => state.apps.where("name", candidate).length > 0);
  checkAppName(platform, name);
  const region = findRegion(wanted.region ?? "us");
  if (!region || region.privateCapable) throw invalidParams(`Region ${wanted.region} is not available.`);
  const stack = wanted.stack === undefined ? stacks.find((row) => row.default) : findStack(wanted.stack);
  if (!stack) throw invalidParams(`Stack ${wanted.stack} is not available.`);
  const app = state.apps.insert({
    id: randomUUID(),
    name,
    region: region.name,
    stack: stack.name,
    buildStack: stack.name,
    teamId: wanted.teamId ?? null,
    locked: wanted.locked ?? false,
    maintenance: false,
    acm: false,
    webSuffix: randomBytes(6).toString("hex"),
    config: {},
    buildpacks: [],
    detectedBuildpack: null,
    features: {},
    releasedAt: null,
    slugSize: null,
    ...platform.stamps(),
  });
  createRelease(platform, app.id, { description: "Initial release", userId });
  createRelease(platform, app.id, { description: "Enable Logplex", userId });
  return state.apps.get(app.id) ?? app;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type fc from "fast-check";
import { createHerokuData } from "../../../sandbox/heroku-data";
import { createHerokuPlatform, platformFailure } from "../../../sandbox/heroku-platform";
import { createHerokuScheduler } from "../../../sandbox/heroku-scheduler";
import { Clock } from "../../../sandbox/kit/clock";
import { Journal } from "../../../sandbox/kit/journal";
import { createServer } from "../../../sandbox/kit/server";
import { Store } from "../../../sandbox/kit/store";
import { createRuntime } from "../../../sandbox/runtime";
import { fromSchema } from "./from-schema";

/** An endpoint as the router knows it. */
export interface Endpoint {
  readonly method: string;
  /** `/apps/:app/builds` */
  readonly route: string;
}

interface HyperSchema {
  readonly definitions: Readonly<
    Record<
      string,
      { readonly links?: readonly { readonly method: string; readonly href: string; readonly schema?: object }[] }
    >
  >;
}

const schema = JSON.parse(
  readFileSync(join(__dirname, "../../../sandbox/contracts/heroku-platform.schema.json"), "utf8"),
) as HyperSchema;

/** The things that the sandbox is stocked with. */
export const stocked = {
  app: "penny-fuzz",
  database: "penny-fuzz-db",
  jobs: "penny-fuzz-jobs",
  pipeline: "penny-fuzz-line",
};

/** What exists, by the names of routes' parameters. */
export const inPaths = {
  app: [stocked.app],
  addon: [stocked.database],
  id: [stocked.database],
  attachment: ["DATABASE"],
  pipeline: [stocked.pipeline],
  stage: ["production"],
  formation: ["worker"],
  type: ["worker"],
  dyno: ["worker.1"],
  release: ["1", "current"],
  user: ["~"],
  transfer: ["1"],
  name: ["default"],
};

/** What exists, by the names of bodies' properties. */
const inBodies = {
  app: [stocked.app],
  addon: [stocked.database],
  addon_attachment: ["DATABASE"],
  pipeline: [stocked.pipeline],
  stage: ["production", "staging"],
  plan: ["heroku-postgresql:essential-1", "heroku-postgresql:essential-0"],
  scope: [["global"], ["read", "write"]],
  expires_in: [3600, null],
  type: ["worker", "jobs"],
  size: ["Basic"],
  quantity: [0, 1],
  command: ["true"],
  hostname: ["fuzz.example.com"],
  sni_endpoint: [null],
  region: ["us"],
  stack: ["heroku-24"],
};

const text = { type: "string" };
const ofJob = {
  type: "object",
  properties: {
    command: text,
    "dyno-size": { enum: ["Basic", "Standard-1X"] },
    every: { enum: [10, 60, 1440] },
    at: { enum: [0] },
  },
};
const document = {
  type: "object",
  required: ["data"],
  properties: {
    data: {
      type: "object",
      required: ["type", "attributes"],
      properties: { type: { enum: ["jobs"] }, attributes: ofJob },
    },
  },
};
const address = { enum: ["postgres://a:b@127.0.0.1:1/c", "postgres://a@127.0.0.1:1/d"] };

/** Bodies of the two APIs that Heroku publishes no schema of, by the end of their routes. */
const unpublished: Readonly<Record<string, object>> = {
  "/jobs": document,
  "/jobs/:job": document,
  "/restores": {
    type: "object",
    required: ["backup_url"],
    properties: { backup_url: { enum: ["http://127.0.0.1:1/backups/x.dump"] } },
  },
  "/transfers": { type: "object", properties: { from_url: address, to_url: address, from_name: text, to_name: text } },
  "/transfer-schedules": {
    type: "object",
    properties: {
      hour: { type: "integer", maximum: 23 },
      timezone: { enum: ["UTC", "America/Chicago"] },
      schedule_name: { enum: ["DATABASE_URL"] },
    },
  },
};

/** All endpoints of the Platform, Data and Scheduler API that the sandbox has, but those that it answers 501 for. */
export async function herokuEndpoints(folder: string): Promise<Endpoint[]> {
  const found: Endpoint[] = [];
  const server = createServer({ name: "heroku", stores: [], failure: platformFailure });
  server.addHook("onRoute", ({ method, url, config }) => {
    if (method !== "HEAD" && !(config !== undefined && "gap" in config))
      found.push({ method: String(method), route: url });
  });
  const [store, clock, journal] = [new Store(), new Clock(), new Journal()];
  const runtime = createRuntime({ home: folder });
  const common = { store, clock, journal, ...runtime, folder, url: () => "" };
  const platform = createHerokuPlatform({ ...common, apiKey: "unused", routerPort: () => 0 });
  const { directory } = platform;
  for (const service of [
    platform,
    createHerokuData({ ...common, directory }),
    createHerokuScheduler({ ...common, directory }),
  ])
    service.register(server);
  await server.ready();
  return found;
}

/** What makes things comes first, what removes them last, and what others lie below the last of all. */
export const byPurpose = (a: Endpoint, b: Endpoint): number => purpose(a) - purpose(b);

const purpose = ({ method, route }: Endpoint): number =>
  ["POST", "GET", "PUT", "PATCH", "DELETE"].indexOf(method) - (method === "DELETE" ? route.length / 1000 : 0);

/** What an endpoint's body may be; undefined where none is described. */
export function herokuBody({ method, route }: Endpoint): fc.Arbitrary<unknown> | undefined {
  const shape = route.replace(/:\w+|~/g, ":");
  const links = Object.values(schema.definitions).flatMap((definition) => definition.links ?? []);
  const link = links.find((row) => row.method === method && row.href.replace(/\{[^}]*\}|~/g, ":") === shape);
  const own =
    method === "POST" || method === "PATCH"
      ? Object.entries(unpublished).find(([end]) => route.endsWith(end))
      : undefined;
  const body = link?.schema ?? own?.[1];
  return body && fromSchema(body, { root: schema, existing: inBodies });
}

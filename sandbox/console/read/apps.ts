import type { Dyno } from "../../heroku-platform/components/dyno";
import type { App, Release } from "../../heroku-platform/entities";
import type { Platform } from "../../heroku-platform/platform";
import { notFound } from "../errors";
import type { Inside } from "../inside";

/** By name. @throws PageError 404 */
export function appNamed({ services }: Inside, name: string): App {
  const app = services.platform.parts.state.apps.find((row) => row.name === name);
  if (!app) throw notFound("app", name);
  return app;
}

/** Of its formation, then the one-off ones. */
export const dynosOf = ({ dynos, oneOffs }: Platform, appId: string): Dyno[] => [
  ...dynos.list(appId),
  ...oneOffs.of(appId),
];

export const currentRelease = ({ state }: Platform, appId: string): Release | undefined =>
  state.releases.find((row) => row.appId === appId && row.current);

/** How the app's web dynos stand together, in one word of Heroku's. */
export function webState(platform: Platform, app: App): string {
  if (app.maintenance) return "maintenance";
  const web = platform.dynos.list(app.id).filter((dyno) => dyno.type === "web");
  if (web.length === 0) return "no web dynos";
  return web.find((dyno) => dyno.state !== "up")?.state ?? "up";
}

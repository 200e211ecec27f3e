import type { App, Slug, Source } from "./entities";
import type { Platform } from "./platform";

/** Addresses that the simulator hands out: all on its own listener and the apps' router. */

export const streamUrl = (platform: Platform, streamId: string | null): string | null =>
  streamId === null ? null : `${platform.options.url()}/streams/${streamId}`;

/** Where the heroku CLI meets a dyno: it speaks TLS with that host, whatever the scheme. */
export const attachUrl = (platform: Platform, secret: string): string => {
  const { url, secureUrl = url } = platform.options;
  return `rendezvous://${new URL(secureUrl()).host}/${secret}`;
};

export const sourceUrl = (platform: Platform, source: Source): string =>
  `${platform.options.url()}/uploads/sources/${source.id}.tgz?signature=${source.secret}`;

export const slugUrl = (platform: Platform, slug: Slug): string =>
  `${platform.options.url()}/uploads/slugs/${slug.id}.tgz?signature=${slug.secret}`;

/** The host name that the router serves, without its port. */
export const webHost = (app: App): string => `${app.name}-${app.webSuffix}.localhost`;

export const webUrl = (platform: Platform, app: App): string =>
  `http://${webHost(app)}:${platform.options.routerPort()}/`;

export const gitUrl = (app: App): string => `https://git.heroku.com/${app.name}.git`;

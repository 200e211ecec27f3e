import { stableUuid } from "../stable-uuid";

/** A feature that can be switched on for an app, or for an account. */
export interface Feature {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** `heroku features` lists the general ones, `heroku labs` the others. */
  readonly state: "general" | "beta";
}

const feature = (name: string, displayName: string, description: string, of = "app"): Feature => ({
  id: stableUuid(`${of}-feature:${name}`),
  name,
  displayName,
  description,
  state: "general",
});

/** An experiment. Source: https://devcenter.heroku.com/categories/labs */
const lab = (...of: Parameters<typeof feature>): Feature => ({ ...feature(...of), state: "beta" });

export const appFeatures: readonly Feature[] = [
  lab("log-runtime-metrics", "Log Runtime Metrics", "Emit dyno resource usage information into app logs"),
  feature("preboot", "Preboot", "Provide seamless web dyno deploys"),
  lab("runtime-dyno-metadata", "Dyno Metadata", "Expose information about the app and release to dynos"),
  feature("http-session-affinity", "Session affinity", "Route each client to the dyno that served it before"),
  feature("spaces-dns-discovery", "DNS Discovery", "Find dynos by name inside a private space"),
];

/** They change Heroku's Dashboard, which the sandbox does not have. */
export const accountFeatures: readonly Feature[] = [
  feature("app-overview", "App Overview", "An overview page for an app", "account"),
];

/** By id or name. */
export const findFeature = (features: readonly Feature[], idOrName: string): Feature | undefined =>
  features.find(({ id, name }) => id === idOrName || name === idOrName);

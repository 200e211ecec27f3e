import type { Dyno } from "./components/dyno";
import type { Platform } from "./platform";
import { webHost } from "./urls";

/** A web dyno, as the router sees it. */
export interface WebDyno {
  readonly name: string;
  readonly state: Dyno["state"];
  /** On 127.0.0.1; undefined while it has none. */
  readonly port: number | undefined;
  /** Fulfilled when the dyno has come up, or has crashed. */
  readonly booted: Promise<void>;
}

/** An app, as the router sees it. */
export interface RoutedApp {
  readonly id: string;
  readonly name: string;
  readonly maintenance: boolean;
  readonly dynos: readonly WebDyno[];
}

export interface AppRoutes {
  /** By a host name without port: that of its web_url, or `<app>.localhost`. */
  find(host: string): RoutedApp | undefined;
  hosts(): readonly string[];
  log(appId: string, line: string): void;
}

export function routesOf(platform: Platform): AppRoutes {
  const { state, dynos, logs } = platform;
  return {
    find: (host) => {
      const wanted = host.toLowerCase();
      const app = state.apps.find((row) => webHost(row) === wanted || `${row.name}.localhost` === wanted);
      if (!app) return undefined;
      const web = dynos.of(app.id).filter(({ dyno }) => dyno.type === "web");
      return {
        id: app.id,
        name: app.name,
        maintenance: app.maintenance,
        dynos: web.map(({ dyno, port, booted }) => ({ name: dyno.name, state: dyno.state, port, booted })),
      };
    },
    hosts: () => state.apps.all().map(webHost),
    log: (appId, line) => logs.add(appId, "heroku", "router", line),
  };
}

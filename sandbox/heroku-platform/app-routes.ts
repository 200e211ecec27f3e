import type { RoutedApps } from "../runtime/router";
import type { Platform } from "./platform";
import { webHost } from "./urls";

/** Where the router finds the apps' web dynos. */
export function routesOf(platform: Platform): RoutedApps {
  const { state, dynos, logs } = platform;
  return {
    find: (host) => {
      const wanted = host.toLowerCase();
      const custom = state.domains.find(({ hostname }) => hostname === wanted)?.appId;
      const app = state.apps.find(
        (row) => webHost(row) === wanted || `${row.name}.localhost` === wanted || row.id === custom,
      );
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

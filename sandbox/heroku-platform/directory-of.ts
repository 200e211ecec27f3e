import { runOneOff } from "./actions/run-one-off";
import { authenticate } from "./conventions/authentication";
import type { AppSummary, PlatformDirectory } from "./directory";
import type { App } from "./entities";
import type { Platform } from "./platform";
import { postgresAddon } from "./postgres-addon";

const summary = ({ id, name }: App): AppSummary => ({ id, name });

/** The directory that the other services of Heroku look into. */
export function directoryOf(platform: Platform): PlatformDirectory {
  const { state, hooks, logs } = platform;
  const find = (idOrName: string): App | undefined =>
    state.apps.get(idOrName) ?? state.apps.find(({ name }) => name === idOrName);
  return {
    authenticate: (request) => authenticate(platform, request),
    findApp: (idOrName) => {
      const app = find(idOrName);
      return app && summary(app);
    },
    apps: () => state.apps.all().map(summary),
    findPostgres: (idOrName) => {
      const addon = state.addons.find(({ id, name }) => id === idOrName || name === idOrName);
      return addon && postgresAddon(state, addon);
    },
    postgresOf: (appId) => state.addons.where("appId", appId).flatMap((addon) => postgresAddon(state, addon) ?? []),
    addonId: (appId, service) =>
      state.addons.find(
        (row) => row.appId === appId && row.state === "provisioned" && row.plan.startsWith(`${service}:`),
      )?.id,
    runOneOff: async ({ app, command, type, size, env, timeToLiveSeconds }) => {
      const found = find(app);
      const started = found && (await runOneOff(platform, found, { command, type, size, env, timeToLiveSeconds }));
      return started && { id: started.dyno.id, name: started.dyno.name, finished: started.finished };
    },
    log: (appId, source, dyno, line) => logs.add(appId, source, dyno, line),
    onAddonRemoved: (listener) => void hooks.addonRemoved.push(listener),
    onAppRemoved: (listener) => void hooks.appRemoved.push(listener),
  };
}

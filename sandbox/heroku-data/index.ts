import type { FastifyInstance } from "fastify";
import { herokuDataGaps } from "../contracts/heroku-data-gaps";
import { answerGaps } from "../kit/gaps";
import type { Service } from "../service";
import { BackupTicker } from "./backup-ticker";
import type { Context } from "./context";
import { Firings } from "./firings";
import type { HerokuDataOptions } from "./options";
import { addBackupRoutes } from "./routes/backups";
import { addCredentialRoutes } from "./routes/credentials";
import { addDatabaseRoutes } from "./routes/databases";
import { addDownloadRoute } from "./routes/downloads";
import { addTransferScheduleRoutes } from "./routes/transfer-schedules";
import { addTransferRoutes } from "./routes/transfers";
import { State } from "./state";
import { Transfers } from "./transfers";

export interface HerokuData extends Service {
  /** For those who look into the simulator: the console. */
  readonly context: Context;
}

/** Heroku's Data API (api.data.heroku.com): databases, backups, restores, schedules. */
export function createHerokuData(options: HerokuDataOptions): HerokuData {
  const state = new State(options.store, options.folder);
  const transfers = new Transfers(options, state);
  const context: Context = { ...options, state, transfers, firings: new Firings() };
  endWithPlatform(context);
  return {
    context,
    name: "heroku-data",
    listener: "heroku",
    store: options.store,
    tickers: [new BackupTicker(context)],
    register: (server) => register(server, context),
    close: () => transfers.cancelWhere(() => true),
  };
}

function register(server: FastifyInstance, context: Context): void {
  addDownloadRoute(server, context);
  void server.register(async (authenticated) => {
    authenticated.addHook("onRequest", async (request) => void context.directory.authenticate(request));
    addDatabaseRoutes(authenticated, context);
    addBackupRoutes(authenticated, context);
    addTransferRoutes(authenticated, context);
    addTransferScheduleRoutes(authenticated, context);
    addCredentialRoutes(authenticated, context);
    answerGaps(authenticated, "Heroku's Data API", herokuDataGaps);
  });
}

/** An add-on's schedules go with it; an app's backups go with the app, as at Heroku. */
function endWithPlatform({ directory, state, transfers, store }: Context): void {
  directory.onAddonRemoved(async (addon) => {
    await transfers.cancelWhere((transfer) => transfer.addonId === addon.id);
    state.schedules.removeWhere((schedule) => schedule.addonId === addon.id);
    await store.flush();
  });
  directory.onAppRemoved(async (app) => {
    await transfers.cancelWhere((transfer) => transfer.appId === app.id);
    for (const transfer of state.transfers.where("appId", app.id)) transfers.discard(transfer.id);
    state.forgetApp(app.id);
    await store.flush();
  });
}

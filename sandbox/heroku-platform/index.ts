import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { herokuClientGaps } from "../contracts/heroku-client-gaps";
import { herokuPlatformGaps } from "../contracts/heroku-platform-gaps";
import type { Ticker } from "../kit/clock";
import { answerGaps } from "../kit/gaps";
import type { Store } from "../kit/store";
import type { RoutedApps } from "../runtime/router";
import { abandonWork } from "./actions/abandon";
import { deleteApp } from "./actions/delete-app";
import { Provisioning } from "./actions/provision-addon";
import { recover } from "./actions/recover";
import { routesOf } from "./app-routes";
import { authenticate } from "./conventions/authentication";
import { followConventions } from "./conventions/headers";
import { overrideMethods } from "./conventions/method-override";
import { type Deployments, deploymentsOf } from "./deployments";
import type { PlatformDirectory } from "./directory";
import { directoryOf } from "./directory-of";
import type { HerokuPlatformOptions } from "./options";
import { Platform } from "./platform";
import { accountRoutes } from "./routes/account";
import { addonAttachmentRoutes } from "./routes/addon-attachments";
import { addonServiceRoutes } from "./routes/addon-services";
import { addonRoutes } from "./routes/addons";
import { appSettingRoutes } from "./routes/app-settings";
import { appRoutes } from "./routes/apps";
import { buildpackRegistryRoutes } from "./routes/buildpack-registry";
import { buildRoutes } from "./routes/builds";
import { collaboratorRoutes } from "./routes/collaborators";
import { configVarRoutes } from "./routes/config-vars";
import { domainRoutes } from "./routes/domains";
import { dynoRoutes } from "./routes/dynos";
import { formationRoutes } from "./routes/formation";
import { logDrainRoutes } from "./routes/log-drains";
import { LogSessions } from "./routes/logs";
import { oauthRoutes } from "./routes/oauth";
import { pipelineCouplingRoutes } from "./routes/pipeline-couplings";
import { pipelinePromotionRoutes } from "./routes/pipeline-promotions";
import { pipelineRoutes } from "./routes/pipelines";
import { placeRoutes } from "./routes/places";
import { releaseRoutes } from "./routes/releases";
import { schemaRoutes } from "./routes/schema";
import { slugRoutes } from "./routes/slugs";
import { sniEndpointRoutes } from "./routes/sni-endpoints";
import { streamRoutes } from "./routes/streams";
import { teamRoutes } from "./routes/teams";
import { uploadRoutes } from "./routes/uploads";
import { webhookRoutes } from "./routes/webhooks";
import { seed } from "./seed";
import { watchForWebhooks } from "./webhook-watch";
import { theAccount } from "./wire/apps";

export type { HerokuPlatformOptions } from "./options";
export { platformFailure } from "./errors";

/** The simulator of Heroku's Platform API: a plug-in for a server of the kit. */
export interface HerokuPlatform {
  readonly name: "heroku-platform";
  readonly listener: "heroku";
  readonly store: Store;
  readonly tickers: readonly Ticker[];
  /** For those who look into the simulator: the console. */
  readonly parts: Platform;
  /** What the Data and Scheduler APIs' simulators ask of this one. */
  readonly directory: PlatformDirectory;
  /** How the git server deploys. */
  readonly deployments: Deployments;
  /** Takes a client's connection, TLS already undone, that wants to talk with its dyno. */
  attach(socket: Duplex): void;
  /** Where the router finds an app's web dynos. */
  readonly routes: RoutedApps;
  register(server: FastifyInstance): void;
  /** Makes the account on the first start; ends what a kill cut off; starts the dynos of the formations. */
  start(): Promise<void>;
  /** Back to the state of the first start: every app is deleted, its databases and backups with it. */
  reset(): Promise<void>;
  /** Ends dynos, builds and streams; the state stays. */
  close(): Promise<void>;
  /** Returns when builds and release phases that are under way have ended. */
  idle(): Promise<void>;
}

export function createHerokuPlatform(options: HerokuPlatformOptions): HerokuPlatform {
  const platform = new Platform(options);
  watchForWebhooks(platform);
  const provisioning = new Provisioning(platform);
  const idle = async (): Promise<void> => {
    await platform.builds.allIdle();
    await platform.releases.allIdle();
  };
  const start = async (): Promise<void> => {
    seed(platform);
    await recover(platform);
    platform.memory.start();
    await options.store.flush();
  };
  return {
    name: "heroku-platform",
    listener: "heroku",
    store: options.store,
    tickers: [provisioning, platform.dynos],
    parts: platform,
    directory: directoryOf(platform),
    routes: routesOf(platform),
    deployments: deploymentsOf(platform),
    attach: (socket) => void platform.rendezvous.meet(socket),
    register: (server) => register(server, platform),
    start,
    idle,
    reset: async () => {
      await stopAll(platform);
      for (const app of platform.state.apps.all()) await deleteApp(platform, app, theAccount(platform).id);
      platform.state.clear();
      platform.dynos.reopen();
      await start();
    },
    close: async () => {
      platform.memory.stop();
      await stopAll(platform);
      await platform.webhooks.close();
      platform.drains.close();
      await options.store.flush();
    },
  };
}

function register(server: FastifyInstance, platform: Platform): void {
  overrideMethods(server);
  const sessions = new LogSessions(platform);
  void server.register(async (scope) => {
    uploadRoutes(scope, platform);
    streamRoutes(scope, platform);
    buildpackRegistryRoutes(scope);
    sessions.openRoutes(scope);
  });
  void server.register(async (scope) => {
    followConventions(scope, platform);
    for (const routes of groups) routes(scope, platform);
    sessions.routes(scope);
    answerGaps(scope, "Heroku's Platform API", herokuPlatformGaps);
  });
  void server.register(async (scope) => {
    scope.addHook("onRequest", async (request) => void authenticate(platform, request));
    answerGaps(scope, "Heroku", herokuClientGaps);
  });
}

const groups: readonly ((scope: FastifyInstance, platform: Platform) => void)[] = [
  accountRoutes,
  oauthRoutes,
  appRoutes,
  teamRoutes,
  configVarRoutes,
  releaseRoutes,
  slugRoutes,
  buildRoutes,
  formationRoutes,
  dynoRoutes,
  addonRoutes,
  addonAttachmentRoutes,
  addonServiceRoutes,
  appSettingRoutes,
  placeRoutes,
  schemaRoutes,
  collaboratorRoutes,
  domainRoutes,
  logDrainRoutes,
  pipelineCouplingRoutes,
  pipelinePromotionRoutes,
  pipelineRoutes,
  sniEndpointRoutes,
  webhookRoutes,
];

/** Builds and pending releases fail; dynos get SIGTERM. */
async function stopAll(platform: Platform): Promise<void> {
  await Promise.all([abandonWork(platform), platform.dynos.close()]);
  platform.streams.endAll();
  await platform.logs.flush();
}

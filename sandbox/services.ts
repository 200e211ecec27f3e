import { createGitHub, type GitHub } from "./github";
import { createHerokuData, type HerokuData } from "./heroku-data";
import { createHerokuGit } from "./heroku-git";
import { createHerokuPlatform, type HerokuPlatform } from "./heroku-platform";
import { createHerokuScheduler, type HerokuScheduler } from "./heroku-scheduler";
import type { Clock } from "./kit/clock";
import { Store } from "./kit/store";
import type { PartsContext } from "./parts-context";
import type { Runtime } from "./runtime";
import { gitHubSeed } from "./seed";
import type { Service } from "./service";
import { createSlack } from "./slack";

export interface Services {
  /** In the order in which they start. */
  readonly all: readonly Service[];
  readonly platform: HerokuPlatform;
  readonly data: HerokuData;
  readonly scheduler: HerokuScheduler;
  readonly github: GitHub;
}

/** The simulators, each with its own store, on the clock and the machine that they share. */
export function createServices(context: PartsContext, clock: Clock, runtime: Runtime): Services {
  const platform = herokuPlatform(context, clock, runtime);
  const { directory } = platform;
  const { home, journal, urls } = context;
  const data = createHerokuData({
    store: new Store(home.stateFile("heroku-data")),
    clock,
    databases: runtime.databases,
    directory,
    folder: home.path("backups"),
    url: () => urls.heroku,
    secureUrl: () => urls.herokuTls,
    journal,
  });
  const scheduler = createHerokuScheduler({
    store: new Store(home.stateFile("heroku-scheduler")),
    clock,
    directory,
    journal,
  });
  const { deployments } = platform;
  const git = createHerokuGit({ directory, deployments, folder: home.path("heroku", "repositories") });
  const github = gitHub(context, clock, runtime);
  const slack = createSlack({ store: new Store(home.stateFile("slack")), clock });
  return { all: [github, platform, data, scheduler, git, slack], platform, data, scheduler, github };
}

function herokuPlatform({ home, credentials, urls, ports }: PartsContext, clock: Clock, runtime: Runtime) {
  const { databases, builder, processes } = runtime;
  return createHerokuPlatform({
    store: new Store(home.stateFile("heroku-platform")),
    clock,
    folder: home.path("heroku"),
    apiKey: credentials.herokuApiKey,
    account: { email: credentials.herokuEmail, name: "Penny Developer" },
    url: () => urls.heroku,
    secureUrl: () => urls.herokuTls,
    routerPort: () => ports.router,
    databases,
    builder,
    processes,
  });
}

function gitHub(
  { home, credentials, urls, seedFolder, log }: PartsContext,
  clock: Clock,
  runtime: Runtime,
): Service & GitHub {
  const store = new Store(home.stateFile("github"));
  const github = createGitHub({
    store,
    clock,
    folder: home.path("github"),
    token: credentials.githubToken,
    login: credentials.githubLogin,
    seed: gitHubSeed(seedFolder),
    url: () => urls.github,
    consoleUrl: () => urls.console,
    runner: runtime.jobs,
    onError: (error) => log(`workflows: ${error instanceof Error ? error.stack : String(error)}`),
  });
  return { ...github, name: "github", listener: "github", store, start: () => github.seed() };
}

import type { Service } from "../service";
import { JobTicker } from "./job-ticker";
import type { HerokuSchedulerOptions } from "./options";
import { addJobRoutes } from "./routes";
import { State } from "./state";

export interface HerokuScheduler extends Service {
  /** For those who look into the simulator: the console. */
  readonly state: State;
}

/** Heroku Scheduler (particleboard.heroku.com): the jobs of apps that have the add-on. */
export function createHerokuScheduler(options: HerokuSchedulerOptions): HerokuScheduler {
  const state = new State(options.store);
  const ticker = new JobTicker(options, state);
  options.directory.onAppRemoved((app) => void state.jobs.removeWhere((job) => job.appId === app.id));
  return {
    state,
    name: "heroku-scheduler",
    listener: "heroku",
    store: options.store,
    tickers: [ticker],
    register: (server) => {
      void server.register(async (scope) => addJobRoutes(scope, options, state));
    },
    close: () => Promise.resolve(), // its runs are the Platform's dynos, which end with it
  };
}

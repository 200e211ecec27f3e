import type { Service } from "../service";
import { JobTicker } from "./job-ticker";
import type { HerokuSchedulerOptions } from "./options";
import { addJobRoutes } from "./routes";
import { State } from "./state";

/** Heroku Scheduler (particleboard.heroku.com): the jobs of apps that have the add-on. */
export function createHerokuScheduler(options: HerokuSchedulerOptions): Service {
  const state = new State(options.store);
  const ticker = new JobTicker(options, state);
  options.directory.onAppRemoved((app) => void state.jobs.removeWhere((job) => job.appId === app.id));
  return {
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

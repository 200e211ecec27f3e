import { type PackageDefinition, string } from "./engine/definition";
import { functions } from "./functions";
import { resources } from "./resources";

/** The Heroku provider. Its version is that of the SDK made from it. */
export const heroku: PackageDefinition = {
  name: "heroku",
  version: "0.1.0",
  displayName: "Heroku",
  description:
    "Heroku apps, config vars, add-ons, builds, formations, backup schedules, restores, Scheduler jobs and authorizations.",
  config: {
    apiKey: string({
      description:
        "Heroku's API key. Leave it to the environment's HEROKU_API_KEY, which is read when the provider starts and never stored.",
      secret: true,
    }),
    apiUrl: string({
      description: "The Platform API; HEROKU_API_URL, or https://api.heroku.com, when it is not set.",
    }),
    dataApiUrl: string({
      description: "The Data API; HEROKU_DATA_API_URL, or https://api.data.heroku.com, when it is not set.",
    }),
    schedulerApiUrl: string({
      description:
        "Scheduler's API; HEROKU_SCHEDULER_API_URL, or https://particleboard.heroku.com, when it is not set.",
    }),
  },
  resources,
  functions,
};

import { DataClient } from "../../clients/heroku-data";
import { PlatformClient } from "../../clients/heroku-platform";
import { SchedulerClient } from "../../clients/heroku-scheduler";
import { resolveEndpoints, type Time } from "../../clients/transport";
import { type Clients } from "./definition";
import { revealAll, type Values } from "./values";

export class MissingKey extends Error {
  readonly id = "missing_key";
  override readonly name = "MissingKey";
}

const nextStep =
  'Heroku\'s API key. Set HEROKU_API_KEY in the environment: `heroku authorizations:create` makes a key; for the sandbox, `eval "$(bin/sandbox env)"`';

/**
 * The clients for a provider's configuration. The environment is read only here, so that nothing of it gets into the state.
 * @throws MissingKey without an API key; BadEndpoint.
 */
export function configure(
  args: Values,
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly time?: Time } = {},
): Clients {
  const { apiKey, apiUrl, dataApiUrl, schedulerApiUrl } = revealAll(args) as Record<string, string | undefined>;
  const key = apiKey || environment["HEROKU_API_KEY"];
  if (!key) throw new MissingKey(nextStep);
  const urls = { platform: apiUrl, data: dataApiUrl, scheduler: schedulerApiUrl };
  const { platform, data, scheduler } = resolveEndpoints(urls, environment);
  const client = (baseUrl: string) => ({ baseUrl, apiKey: key, ...options });
  return {
    platform: new PlatformClient(client(platform)),
    data: new DataClient(client(data)),
    scheduler: new SchedulerClient(client(scheduler)),
  };
}

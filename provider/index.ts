import { heroku } from "./definition";
import { type ProviderOptions, type RunningProvider, serveProvider } from "./grpc/server";

export { type ProviderOptions, type RunningProvider } from "./grpc/server";

/** Serves the Heroku provider on a free port of this machine; `PULUMI_DEBUG_PROVIDERS=heroku:PORT` attaches Pulumi to it. */
export function startProvider(options?: ProviderOptions): Promise<RunningProvider> {
  return serveProvider(heroku, options);
}

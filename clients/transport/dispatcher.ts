import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { isLoopback } from "./endpoints";

/** Connections to an address; those beyond this machine go through the proxy that the environment names. */
export function dispatcherFor(url: string): Dispatcher {
  const options = { connect: { timeout: 10_000 } };
  return isLoopback(url) ? new Agent(options) : new EnvHttpProxyAgent(options);
}

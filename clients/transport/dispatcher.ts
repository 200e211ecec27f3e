import type { Dispatcher } from "undici";
import { isLoopback } from "./endpoints";

/** undici, loaded at the first request: the provider of a preview sends none, and so starts sooner. */
export const http = () => import("undici");

/** Connections to an address; those beyond this machine go through the proxy that the environment names. */
export async function dispatcherFor(url: string): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await http();
  const options = { connect: { timeout: 10_000 } };
  return isLoopback(url) ? new Agent(options) : new EnvHttpProxyAgent(options);
}

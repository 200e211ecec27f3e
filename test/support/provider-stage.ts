import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProvider } from "../../provider";
import { createHerokuData } from "../../sandbox/heroku-data";
import { createHerokuPlatform, platformFailure } from "../../sandbox/heroku-platform";
import { createHerokuScheduler } from "../../sandbox/heroku-scheduler";
import { Clock } from "../../sandbox/kit/clock";
import { Faults } from "../../sandbox/kit/faults";
import { Journal } from "../../sandbox/kit/journal";
import { createServer, listen } from "../../sandbox/kit/server";
import { Store } from "../../sandbox/kit/store";
import { createRuntime } from "../../sandbox/runtime";
import { call, began, type Answer } from "./heroku-platform";
import { ProviderClient } from "./provider-client";

/** The provider as the engine sees it, over gRPC, on a sandbox of its own whose clock runs as fast as the provider waits. */
export interface ProviderStage {
  readonly url: string;
  readonly key: string;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly provider: ProviderClient;
  /** `METHOD /path` of every request that the provider or the test made. */
  readonly requests: string[];
  heroku<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  close(): Promise<void>;
}

export async function stageProvider({ databases = false } = {}): Promise<ProviderStage> {
  const folder = mkdtempSync(join(tmpdir(), "penny-provider-"));
  const key = "HRKU-00000000-aaaa-bbbb-cccc-0123456789ab";
  const clock = new Clock({ machineTime: () => began });
  const runtime = createRuntime({ home: folder });
  if (databases) await runtime.databases.start();
  const stores = ["platform", "data", "scheduler"].map((name) => new Store(join(folder, "state", `${name}.json`)));
  const [platformStore, dataStore, schedulerStore] = stores as [Store, Store, Store];
  const faults = new Faults();
  const journal = new Journal();
  const requests: string[] = [];
  let url = "";
  const platform = createHerokuPlatform({
    ...{ store: platformStore, clock, folder: join(folder, "heroku"), apiKey: key, teams: ["penny-team"] },
    ...{ url: () => url, routerPort: () => 7772, ...runtime, stopGraceMs: 3000 },
  });
  const { directory } = platform;
  const backups = { folder: join(folder, "backups"), url: () => url, databases: runtime.databases };
  const data = createHerokuData({ store: dataStore, clock, directory, journal, ...backups });
  const scheduler = createHerokuScheduler({ store: schedulerStore, clock, directory, journal });
  const services = [platform, data, scheduler];
  for (const ticker of services.flatMap((service) => service.tickers)) clock.register(ticker);
  const log = ({ method, path }: { method: string; path: string }) => void requests.push(`${method} ${path}`);
  const server = createServer({ name: "heroku", stores, failure: platformFailure, faults, log });
  for (const service of services) service.register(server);
  for (const service of services) await service.start?.();
  url = `http://127.0.0.1:${await listen(server)}`;
  const environment = {
    HEROKU_API_KEY: key,
    HEROKU_API_URL: url,
    HEROKU_DATA_API_URL: url,
    HEROKU_SCHEDULER_API_URL: url,
  };
  // Builds and dynos are real: while the clock runs ahead, they get a moment of the machine's time.
  const sleep = async (milliseconds: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    await clock.advance(milliseconds);
    await new Promise((resolve) => setTimeout(resolve, 20));
    signal?.throwIfAborted();
  };
  const running = await startProvider({ environment, time: { now: () => clock.now().getTime(), sleep } });
  const provider = new ProviderClient(running.port);
  await provider.configure({});
  const close = async () => {
    provider.close();
    await running.close();
    for (const service of services) await service.close();
    await server.close();
    await runtime.processes.stopAll();
    if (databases) await runtime.databases.stop();
    for (const path of [folder, runtime.outsideFolder]) rmSync(path, { recursive: true, force: true });
  };
  const heroku: ProviderStage["heroku"] = (method, path, body) => call(url, key, method, path, { body });
  return { url, key, faults, clock, provider, requests, heroku, close };
}

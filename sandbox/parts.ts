import type { Server as HttpServer } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Urls } from "./environment";
import type { Credentials, Home, Ports } from "./home";
import { Clock, type ClockState } from "./kit/clock";
import { ApiError } from "./kit/errors";
import type { Faults } from "./kit/faults";
import type { Journal } from "./kit/journal";
import { createServer, type RequestLogLine } from "./kit/server";
import { Store } from "./kit/store";
import { PostgresServer } from "./runtime/postgres/server";
import type { Service } from "./service";

export interface PartsContext {
  readonly home: Home;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly urls: Urls;
  readonly ports: Ports;
  readonly machineTime?: () => number;
  readonly seedFolder: string;
  readonly log: (line: string) => void;
  readonly progress: (step: string) => void;
}

/** All of a sandbox that a reset makes anew. */
export interface Parts {
  readonly clock: Clock;
  readonly servers: Partial<Record<"heroku" | "github" | "router", HttpServer>>;
  close(): Promise<void>;
}

/** What was opened, to be closed in the reverse order. */
class Opened {
  private readonly closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  async close(log: (line: string) => void): Promise<void> {
    for (const close of this.closers.splice(0).reverse())
      await close().catch((error: Error) => log(`while ending: ${error.stack ?? error.message}`));
  }
}

export async function openParts(context: PartsContext): Promise<Parts> {
  const opened = new Opened();
  try {
    return await open(context, opened);
  } catch (error) {
    await opened.close(context.log);
    throw error;
  }
}

async function open(context: PartsContext, opened: Opened): Promise<Parts> {
  const { home, log, progress } = context;
  const clock = openClock(context, opened);
  progress("Starting PostgreSQL");
  const databases = new PostgresServer({ home: home.folder, log });
  opened.add(() => databases.stop());
  await databases.start();
  const services: Service[] = [];
  const servers: Record<"heroku" | "github", FastifyInstance> = {
    heroku: serve("heroku", services, context),
    github: serve("github", services, context),
  };
  for (const server of Object.values(servers)) await server.ready();
  opened.add(() => Promise.all(Object.values(servers).map((server) => server.close())));
  clock.start();
  return {
    clock,
    servers: { heroku: servers.heroku.server as HttpServer, github: servers.github.server as HttpServer },
    close: () => opened.close(log),
  };
}

interface KeptClock {
  readonly id: "clock";
  readonly state: ClockState;
}

function openClock({ home, machineTime, log }: PartsContext, opened: Opened): Clock {
  const store = new Store(home.stateFile("clock"));
  const kept = store.collection<KeptClock>("clock");
  const onChange = (state: ClockState) => {
    kept.remove("clock");
    kept.insert({ id: "clock", state });
    void store.flush();
  };
  const onError = (ticker: string, error: unknown) =>
    log(`${ticker}: ${error instanceof Error ? error.stack : String(error)}`);
  const clock = new Clock({ machineTime, state: kept.get("clock")?.state, onChange, onError });
  opened.add(async () => {
    await clock.stop();
    await store.flush();
  });
  return clock;
}

function serve(name: "heroku" | "github", services: readonly Service[], context: PartsContext): FastifyInstance {
  const own = services.filter((service) => service.listener === name);
  const server = createServer({
    name,
    stores: own.map((service) => service.store),
    faults: context.faults,
    log: (line) => context.log(requestLine(line)),
    failure: (status, _request, detail) => new ApiError(status, { id: "error", message: detail }),
  });
  for (const service of own) service.register(server);
  return server;
}

export function requestLine({ service, method, path, status, ms }: RequestLogLine): string {
  return `${service} ${method} ${path} ${status} ${ms}ms`;
}

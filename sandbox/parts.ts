import type { Server } from "node:net";
import type { FastifyInstance } from "fastify";
import { githubServer } from "./github";
import { platformFailure } from "./heroku-platform";
import { jobMachine } from "./job-environment";
import { Clock, type ClockState } from "./kit/clock";
import { createServer, type RequestLogLine } from "./kit/server";
import { Store } from "./kit/store";
import type { PartsContext } from "./parts-context";
import { createRuntime } from "./runtime";
import { createRouter } from "./runtime/router";
import type { Service } from "./service";
import { createServices, type Services } from "./services";
import { openCertificate } from "./tls/authority";
import { createTlsFront } from "./tls/front";

/** All of a sandbox that a reset makes anew. */
export interface Parts {
  readonly clock: Clock;
  readonly services: Services;
  readonly servers: Readonly<Record<"heroku" | "github" | "router" | "herokuTls", Server>>;
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

/** Starts everything behind the listeners; rejects with nothing left running. */
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
  const machine = { ...jobMachine(context), pulumiHome: context.pulumiHome };
  const runtime = createRuntime({ home: home.folder, actProgram: context.actProgram, jobMachine: machine, log });
  const clock = openClock(context, opened);
  progress("Starting PostgreSQL");
  const databases = runtime.databases.start(); // and meanwhile all that needs none
  opened.add(async () => {
    await databases.catch(() => undefined);
    await runtime.databases.stop();
  });
  opened.add(() => runtime.processes.stopAll());
  const services = createServices(context, clock, runtime);
  const { all, platform } = services;
  const heroku = serve("heroku", all, context, clock);
  const github = serve("github", all, context, clock);
  const router = createRouter({ apps: platform.routes });
  for (const service of all) opened.add(() => service.close().then(() => service.store.close()));
  opened.add(() => Promise.all([heroku.close(), github.close(), router.close()]));
  const routed = [heroku, github, router].map((server) => server.ready());
  const [certificate] = await Promise.all([openCertificate(home.path("tls")), databases, ...routed]);
  const herokuTls = createTlsFront(certificate, heroku.server, (socket) => platform.attach(socket));
  progress("Starting the simulators of Heroku and GitHub");
  for (const service of all) await service.start?.();
  for (const ticker of all.flatMap((service) => service.tickers)) clock.register(ticker);
  clock.start();
  opened.add(async () => void clock.stop()); // first of all: nothing falls due while the rest ends
  return {
    clock,
    services,
    servers: { heroku: heroku.server, github: github.server, router: router.server, herokuTls },
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
    await store.close();
  });
  return clock;
}

const servers = { heroku: { failure: platformFailure, bodyLimit: 1024 ** 2 }, github: githubServer } as const;

function serve(
  name: "heroku" | "github",
  services: readonly Service[],
  context: PartsContext,
  clock: Clock,
): FastifyInstance {
  const own = services.filter((service) => service.listener === name);
  const server = createServer({
    name,
    stores: own.map((service) => service.store),
    faults: context.faults,
    log: (line) => {
      context.requests.add({ at: clock.now().toISOString(), ...line });
      context.log(requestLine(line));
    },
    ...servers[name],
  });
  for (const service of own) service.register(server);
  return server;
}

function requestLine({ service, method, path, status, ms }: RequestLogLine): string {
  return `${service} ${method} ${path} ${status} ${ms}ms`;
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { createHerokuPlatform, platformFailure, type HerokuPlatform } from "../../sandbox/heroku-platform";
import { Clock } from "../../sandbox/kit/clock";
import { createServer, listen } from "../../sandbox/kit/server";
import { Store } from "../../sandbox/kit/store";
import { createRuntime, type Runtime } from "../../sandbox/runtime";
import { chunksOf } from "./chunks";

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
}

/** A Platform API of a test's own, with real databases, builds and processes behind it, and a clock that the test moves. */
export interface PlatformStage {
  readonly url: string;
  readonly key: string;
  readonly clock: Clock;
  readonly platform: HerokuPlatform;
  readonly runtime: Runtime;
  readonly folder: string;
  call<T = Record<string, unknown>>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  /** Resolves when the app's log has this, as `heroku logs --tail` reads it, from its last 1500 lines on. @returns the log up to there */
  untilLogged(app: string, wanted: RegExp, lines?: number): Promise<string>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly rateLimit?: number;
  readonly bootTimeoutMs?: number;
  readonly memoryCheckMs?: number;
  /** 3000 when absent. */
  readonly stopGraceMs?: number;
  readonly teams?: readonly string[];
  /** Starts the PostgreSQL cluster: only tests of databases need it. */
  readonly databases?: boolean;
  readonly folder?: string;
}

/** When the tests' clock begins: a moment like any other. */
export const began = Date.parse("2026-11-23T10:00:00Z");

export async function stagePlatform(options: StageOptions = {}): Promise<PlatformStage> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "penny-platform-"));
  const key = "HRKU-00000000-aaaa-bbbb-cccc-0123456789ab";
  const clock = new Clock({ machineTime: () => began });
  const store = new Store(join(folder, "state", "heroku.json"));
  const runtime = createRuntime({ home: folder });
  if (options.databases) await runtime.databases.start();
  let url = "";
  const platform = createHerokuPlatform({
    store,
    clock,
    folder: join(folder, "heroku"),
    apiKey: key,
    teams: options.teams,
    url: () => url,
    routerPort: () => 7772,
    ...runtime,
    rateLimit: options.rateLimit,
    bootTimeoutMs: options.bootTimeoutMs,
    memoryCheckMs: options.memoryCheckMs,
    stopGraceMs: options.stopGraceMs ?? 3000,
  });
  for (const ticker of platform.tickers) clock.register(ticker);
  const server: FastifyInstance = createServer({ name: "heroku", stores: [store], failure: platformFailure });
  platform.register(server);
  await platform.start();
  url = `http://127.0.0.1:${await listen(server)}`;
  const send: PlatformStage["call"] = (method, path, given) => call(url, key, method, path, given);
  return {
    url,
    key,
    clock,
    platform,
    runtime,
    folder,
    call: send,
    untilLogged: async (app, wanted, lines = 1500) => {
      const session = await send("POST", `/apps/${app}/log-sessions`, { body: { lines, tail: true } });
      let log = "";
      const tail = await fetch(String(session.body["logplex_url"]), { headers: { accept: "text/plain" } });
      for await (const chunk of chunksOf(tail)) if (wanted.test((log += Buffer.from(chunk).toString()))) return log;
      throw new Error(`The log of ${app} ended without ${wanted}:\n${log}`);
    },
    close: async () => {
      await platform.close();
      await server.close();
      await runtime.processes.stopAll();
      if (options.databases) await runtime.databases.stop();
      if (options.folder === undefined)
        for (const path of [folder, runtime.outsideFolder]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A request in the form of Heroku's clients. */
export async function call<T>(
  url: string,
  key: string,
  method: string,
  path: string,
  { body, headers, key: other }: CallOptions = {},
): Promise<Answer<T>> {
  const authorization: Record<string, string> = other === null ? {} : { authorization: `Bearer ${other ?? key}` };
  const response = await fetch(path.startsWith("http") ? path : `${url}${path}`, {
    method,
    headers: {
      accept: "application/vnd.heroku+json; version=3",
      ...authorization,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const json = (response.headers.get("content-type") ?? "").includes("json");
  return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
}

/** All that a stage in this folder has put on the disk of its state. */
export function stateOf(folder: string): string {
  const state = join(folder, "state");
  return readdirSync(state)
    .map((name) => readFileSync(join(state, name), "utf8"))
    .join("");
}

import { type RouterError, routerErrors } from "./router-pages";

/** A web dyno, as the router sees it. */
export interface RoutedDyno {
  readonly name: string;
  readonly state: "crashed" | "down" | "idle" | "starting" | "up" | "complete";
  /** On 127.0.0.1; undefined while it has none. */
  readonly port: number | undefined;
  /** Fulfilled when the dyno has come up, or has crashed. */
  readonly booted: Promise<void>;
}

/** An app, as the router sees it. */
export interface RoutedApp {
  readonly id: string;
  readonly name: string;
  readonly maintenance: boolean;
  readonly dynos: readonly RoutedDyno[];
}

export interface RoutedApps {
  /** By a host name without its port: that of the app's web_url, or `<app>.localhost`. */
  find(host: string): RoutedApp | undefined;
  hosts(): readonly string[];
  /** A line of `heroku[router]` in the app's log. */
  log(appId: string, line: string): void;
}

export interface RouterOptions {
  readonly apps: RoutedApps;
  /** Until the dyno's answer begins, and between parts of it; Heroku's 30 s when absent. */
  readonly requestTimeoutMs?: number;
  /** How long a request waits for a dyno that boots; Heroku's 75 s when absent. */
  readonly bootWaitMs?: number;
}

/** Where a request goes, or why it goes nowhere. */
export type Choice = { readonly dyno: RoutedDyno; readonly port: number } | { readonly failure: RouterError };

/** Any dyno that is up; when none is, one that boots is waited for. */
export async function chooseDyno({ apps, bootWaitMs = 75_000 }: RouterOptions, app: RoutedApp): Promise<Choice> {
  if (app.maintenance) return { failure: routerErrors.H80 };
  if (app.dynos.length === 0) return { failure: routerErrors.H14 };
  const up = pickUp(app.dynos);
  if (up) return up;
  const starting = app.dynos.filter(({ state }) => state === "starting" || state === "down");
  if (starting.length === 0) return { failure: routerErrors.H10 };
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, bootWaitMs)));
  await Promise.race([waited, ...starting.map(({ booted }) => booted)]);
  clearTimeout(timer);
  const now = apps.find(`${app.name}.localhost`)?.dynos ?? [];
  const crashed = now.every(({ state }) => state === "crashed");
  return pickUp(now) ?? { failure: crashed ? routerErrors.H10 : routerErrors.H20 };
}

function pickUp(dynos: readonly RoutedDyno[]): Choice | undefined {
  const up = dynos.filter(({ state, port }) => state === "up" && port !== undefined);
  const dyno = up[Math.floor(Math.random() * up.length)];
  return dyno?.port === undefined ? undefined : { dyno, port: dyno.port };
}

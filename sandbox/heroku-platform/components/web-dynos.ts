import type { Ticker } from "../../kit/clock";
import { dynoEnvironment, builtSlug } from "../environment";
import type { HerokuPlatformOptions } from "../options";
import type { PlatformState } from "../state";
import type { Dyno, DynoListener, RunningDyno } from "./dyno";
import { FormationDyno } from "./formation-dyno";
import type { Logs } from "./logs";

/** Who ends the sandbox does not wait as long as Heroku does for a process that ignores SIGTERM. */
export const CLOSING_GRACE_MS = 5000;

/** The dynos of the apps' formations: what runs is kept at what is asked for. */
export class WebDynos implements Ticker {
  readonly name = "heroku dynos";
  private readonly running = new Map<string, Map<string, FormationDyno>>();
  private readonly stopping = new Set<Promise<void>>();
  private closed = false;

  constructor(
    private readonly options: HerokuPlatformOptions,
    private readonly state: PlatformState,
    private readonly logs: Logs,
    private readonly heard: DynoListener,
  ) {}

  of(appId: string): FormationDyno[] {
    return [...(this.running.get(appId)?.values() ?? [])];
  }

  list(appId: string): Dyno[] {
    return this.of(appId).map(({ dyno }) => dyno);
  }

  /** Those of all apps whose processes run. */
  processes(): RunningDyno[] {
    const all = [...this.running.values()].flatMap((dynos) => [...dynos.values()]);
    return all.flatMap(({ dyno, process }) => (process ? [{ dyno, process }] : []));
  }

  /** Starts what the formation asks for and does not run; stops what it no longer asks for. */
  reconcile(appId: string): void {
    const wanted = this.wanted(appId);
    const running = this.running.get(appId) ?? new Map<string, FormationDyno>();
    this.running.set(appId, running);
    for (const [name, dyno] of running) {
      if (wanted.get(name) === dyno.dyno.size) continue;
      running.delete(name);
      this.stopLater(dyno);
    }
    for (const name of wanted.keys()) if (!running.has(name)) this.launch(appId, name, running);
    if (running.size === 0) this.running.delete(appId);
  }

  /** Replaces the dynos that match: all of the app's when no test is given. */
  restart(appId: string, matches: (dyno: Dyno) => boolean = () => true): number {
    const running = this.running.get(appId);
    const chosen = this.of(appId).filter(({ dyno }) => matches(dyno));
    for (const { dyno } of chosen) {
      const old = running?.get(dyno.name);
      running?.delete(dyno.name);
      if (old) this.stopLater(old);
    }
    this.reconcile(appId);
    return chosen.length;
  }

  async stopApp(appId: string): Promise<void> {
    for (const dyno of this.of(appId)) this.stopLater(dyno);
    this.running.delete(appId);
    await Promise.all(this.stopping);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const appId of [...this.running.keys()])
      for (const dyno of this.of(appId)) this.stopLater(dyno, CLOSING_GRACE_MS);
    this.running.clear();
    await Promise.all(this.stopping);
  }

  reopen(): void {
    this.closed = false;
  }

  nextDue(): Date | undefined {
    let next: number | undefined;
    for (const dynos of this.running.values())
      for (const { restartAt } of dynos.values())
        if (restartAt !== undefined && (next === undefined || restartAt < next)) next = restartAt;
    return next === undefined ? undefined : new Date(next);
  }

  async run(due: Date): Promise<void> {
    for (const dynos of this.running.values())
      for (const dyno of dynos.values())
        if (dyno.restartAt !== undefined && dyno.restartAt <= due.getTime()) dyno.start();
  }

  /** Name and size of every dyno that the formation asks for. */
  private wanted(appId: string): Map<string, string> {
    const wanted = new Map<string, string>();
    const release = this.state.releases.find((row) => row.appId === appId && row.current);
    if (this.closed || !release?.slugId) return wanted;
    for (const { type, quantity, size } of this.state.formations.where("appId", appId))
      for (let number = 1; number <= quantity; number += 1) wanted.set(`${type}.${number}`, size);
    return wanted;
  }

  private launch(appId: string, name: string, running: Map<string, FormationDyno>): void {
    const type = name.split(".")[0] ?? name;
    const app = this.state.apps.get(appId);
    const release = this.state.releases.find((row) => row.appId === appId && row.current);
    const slug = release?.slugId ? this.state.slugs.get(release.slugId) : undefined;
    const row = this.state.formations.find((candidate) => candidate.appId === appId && candidate.type === type);
    if (!app || !release || !slug || !row) return;
    const order = {
      appId,
      name,
      type,
      command: row.command,
      size: row.size,
      release: { id: release.id, version: release.version },
      slug: builtSlug(slug),
      env: dynoEnvironment(app, release, slug),
    };
    const dyno = new FormationDyno(this.options, this.logs, order, this.heard);
    running.set(name, dyno);
    dyno.start();
  }

  private stopLater(dyno: FormationDyno, graceMs?: number): void {
    const stopped = dyno.stop(graceMs).finally(() => this.stopping.delete(stopped));
    this.stopping.add(stopped);
  }
}

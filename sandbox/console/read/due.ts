import { nextRun } from "../../heroku-scheduler/frequency";
import type { Inside } from "../inside";

/** Something that the sandbox will do on its own. */
export interface Due {
  readonly at: Date;
  readonly kind: "backup" | "job" | "workflow";
  readonly what: string;
  readonly app?: string;
}

/** What falls due next of each schedule, the soonest first. */
export function dueNext(inside: Inside): Due[] {
  const now = inside.clock.now();
  const { platform, data, scheduler, github } = inside.services;
  const nameOf = (appId: string) => platform.directory.findApp(appId)?.name;
  const backups = data.context.state.schedules.all().flatMap((schedule): Due[] => {
    const at = data.context.firings.next(schedule, now);
    return at ? [{ at, kind: "backup", what: schedule.name, app: nameOf(schedule.appId) }] : [];
  });
  const jobs = scheduler.state.jobs
    .all()
    .map((job): Due => ({ at: nextRun(job, now), kind: "job", what: job.command, app: nameOf(job.appId) }));
  const workflows = github.tickers.flatMap((ticker): Due[] => {
    const at = ticker.nextDue(now);
    return at ? [{ at, kind: "workflow", what: "on: schedule" }] : [];
  });
  return [...backups, ...jobs, ...workflows].sort((a, b) => a.at.getTime() - b.at.getTime());
}

import { duration, moment } from "../words";
import { type Backup } from "./backups";
import { frequency, isHeld, type JobFacts, lateness, nextRun, released } from "./jobs";

/** `unseen`: there was nothing to look at, which is neither well nor amiss. */
export type Level = "ok" | "unseen" | "warning" | "critical";

/** One line of `penny status`. */
export interface Finding {
  readonly what: string;
  readonly level: Level;
  readonly text: string;
}

/** A part that could not be read is an Error: what is not known is not well. */
export type Known<T> = T | Error;

export interface HealthFacts {
  readonly now: Date;
  readonly maintenance: boolean;
  readonly serving: Known<{ readonly version: number; readonly commit?: string; readonly since: string } | undefined>;
  /** The newest release, when it is another one than the serving one. */
  readonly newest: Known<{ readonly version: number; readonly status: string } | undefined>;
  readonly crashed: Known<readonly string[]>;
  readonly ci: Known<
    | { readonly branch: string; readonly sha: string; readonly state: string; readonly failed: readonly string[] }
    | undefined
  >;
  readonly backup: Known<Backup | undefined>;
  readonly schedules: Known<readonly { readonly hour: number | string; readonly timezone: string }[]>;
  readonly jobs: Known<readonly JobFacts[]>;
  readonly token: Known<{ readonly description: string; readonly expires?: Date } | undefined>;
  /** What the last nightly run found; null where it cannot be looked for. */
  readonly drift: Known<{ readonly title: string; readonly url: string } | undefined | null>;
  readonly lock: Known<
    { readonly operation: string; readonly owner: string; readonly reason: string; readonly since: string } | undefined
  >;
  /** What an interrupted run on this machine was about. */
  readonly unfinished: string | undefined;
}

const hour = 3_600_000;
/** A backup a day, and two hours for it to be late. */
const oldestBackupMs = 26 * hour;
const longestLockMs = 2 * hour;
const tokenWarningMs = 14 * 24 * hour;

export function judge(facts: HealthFacts): Finding[] {
  return [
    ...serving(facts),
    ...known("CI", facts.ci, (ci) => (ci ? [continuousIntegration(ci)] : [])),
    ...known("Backup", facts.backup, (backup) => [newestBackup(backup, facts.now)]),
    ...known("Backup schedule", facts.schedules, (schedules) => [schedule(schedules)]),
    ...known("Jobs", facts.jobs, (jobs) => (jobs.length > 0 ? jobs.map((job) => jobLine(job, facts.now)) : [noJobs])),
    ...known("Deploy token", facts.token, (token) => [deployToken(token, facts.now)]),
    ...known("Drift", facts.drift, (drift) => [driftLine(drift)]),
    ...known("Lock", facts.lock, (lock) => [lockLine(lock, facts.now)]),
    ...(facts.unfinished
      ? [finding("Unfinished", "critical", `${facts.unfinished} did not come to its end: run it again`)]
      : []),
  ];
}

export function worst(findings: readonly Finding[]): Level {
  const has = (level: Level) => findings.some((each) => each.level === level);
  return has("critical") ? "critical" : has("warning") ? "warning" : "ok";
}

const finding = (what: string, level: Level, text: string): Finding => ({ what, level, text });
const ago = (time: Date, now: Date) => `${duration(now.getTime() - time.getTime())} ago`;

function known<T>(what: string, value: Known<T>, read: (value: T) => Finding[]): Finding[] {
  return value instanceof Error ? [finding(what, "warning", `not known: ${value.message}`)] : read(value);
}

function serving(facts: HealthFacts): Finding[] {
  const { now, maintenance } = facts;
  return [
    ...known("Release", facts.serving, (release) => [
      release
        ? finding(
            "Release",
            "ok",
            `v${release.version} serves ${release.commit ?? "a commit that is not told"}, since ${ago(new Date(release.since), now)}`,
          )
        : finding("Release", "critical", "none serves: deploy, or `bin/penny up`"),
    ]),
    ...known("Last release", facts.newest, (newest) =>
      newest && newest.status !== "succeeded"
        ? [
            finding(
              "Last release",
              newest.status === "pending" ? "warning" : "critical",
              `v${newest.version} ${newest.status}`,
            ),
          ]
        : [],
    ),
    ...known("Dynos", facts.crashed, (crashed) =>
      crashed.length > 0 ? [finding("Dynos", "critical", `crashed: ${crashed.join(", ")}`)] : [],
    ),
    ...(maintenance
      ? [finding("Maintenance", "critical", "on: visitors see the maintenance page; `heroku maintenance:off` ends it")]
      : []),
  ];
}

function continuousIntegration({
  branch,
  sha,
  state,
  failed,
}: {
  branch: string;
  sha: string;
  state: string;
  failed: readonly string[];
}): Finding {
  const words = state === "none" ? "has not reported" : state;
  const text = `${branch} ${sha.slice(0, 8)}: ${words}${failed.length > 0 ? ` (${failed.join(", ")})` : ""}`;
  return finding("CI", state === "failed" ? "critical" : state === "none" ? "unseen" : "ok", text);
}

function newestBackup(backup: Backup | undefined, now: Date): Finding {
  if (!backup) return finding("Backup", "critical", "there is none: bin/penny backup capture");
  const level = now.getTime() - backup.takenAt.getTime() > oldestBackupMs ? "critical" : "ok";
  return finding("Backup", level, `${backup.name} of ${moment(backup.takenAt)}, ${ago(backup.takenAt, now)}`);
}

function schedule(schedules: readonly { readonly hour: number | string; readonly timezone: string }[]): Finding {
  const [first] = schedules;
  if (!first) return finding("Backup schedule", "critical", "gone: `bin/penny up` makes it again");
  return finding("Backup schedule", "ok", `daily at ${String(first.hour).padStart(2, "0")}:00 ${first.timezone}`);
}

const noJobs = finding("Jobs", "unseen", "Scheduler has none; bin/penny drift tells whether one is declared");

function jobLine(job: JobFacts, now: Date): Finding {
  const late = lateness(job, now);
  const last = job.ranAt ? `last ${ago(new Date(job.ranAt), now)}` : "has not run yet";
  const next = `next in ${duration(nextRun(job, now).getTime() - now.getTime())}`;
  const text = `${released(job.command)}: ${frequency(job)}, ${last}, ${next}`;
  if (isHeld(job.command)) return finding("Job", "critical", `HELD: ${text}`);
  return late > 0
    ? finding("Job", "warning", `${text}; a run is missing for ${duration(late)}`)
    : finding("Job", "ok", text);
}

function deployToken(token: { readonly description: string; readonly expires?: Date } | undefined, now: Date): Finding {
  if (!token)
    return finding("Deploy token", "warning", "this key's account has none for the app: `bin/penny up` makes it");
  if (!token.expires) return finding("Deploy token", "ok", `"${token.description}" does not expire`);
  const left = token.expires.getTime() - now.getTime();
  if (left <= 0) return finding("Deploy token", "critical", `"${token.description}" expired ${moment(token.expires)}`);
  return finding(
    "Deploy token",
    left < tokenWarningMs ? "warning" : "ok",
    `"${token.description}" expires in ${duration(left)}`,
  );
}

function driftLine(drift: { readonly title: string; readonly url: string } | undefined | null): Finding {
  if (drift === null)
    return finding(
      "Drift",
      "unseen",
      "not looked for: bin/penny drift looks now; the issue of the nightly runs is found when GITHUB_REPOSITORY, or a remote `origin`, names this project's repository",
    );
  return drift ? finding("Drift", "warning", `${drift.title}: ${drift.url}`) : finding("Drift", "ok", "none is known");
}

function lockLine(
  lock: { readonly owner: string; readonly reason: string; readonly since: string } | undefined,
  now: Date,
): Finding {
  if (!lock) return finding("Lock", "ok", "nobody holds it");
  const since = new Date(lock.since);
  const level = now.getTime() - since.getTime() > longestLockMs ? "warning" : "ok";
  return finding("Lock", level, `${lock.owner}, since ${moment(since)} (${ago(since, now)}): ${lock.reason}`);
}

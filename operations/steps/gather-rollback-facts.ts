import { type Context } from "../context";
import { knowOrder } from "../git/know-order";
import { fetchMirror, isAncestor, type Mirror } from "../git/mirror";
import { type Progress } from "../output";
import { type Backup } from "../plans/backups";
import { captureObstacle, obstacle } from "../plans/restore";
import { chooseBackup } from "../plans/rollback/choose-backup";
import { chooseRedeploy, type Redeploy } from "../plans/rollback/choose-redeploy";
import { appliedOf, type RollbackFacts } from "../plans/rollback/facts";
import { beganAt, migrationFacts } from "../plans/rollback/migrations";
import { type DeployedRelease, releasesSince } from "../plans/rollback/releases";
import { compareBackup, type Comparison } from "./compare-backup";
import { findBackup, type FoundBackup, listBackups } from "./find-backup";
import { findDatabase } from "./find-database";
import { type Asked, findWanted } from "./find-wanted";
import { gatherChange, gatherCommits, gatherMaster } from "./gather-change";
import { listJobs } from "./hold-jobs";
import { readAppliedMigrations } from "./read-applied-migrations";
import { readReleases } from "./read-releases";
import { refuseWhileDeploying } from "./refuse-while-deploying";
import { listWorkers } from "./stop-workers";

export interface GatherOptions extends Asked {
  /** A backup to take instead of the newest from before. */
  readonly backup?: string;
  /** Restoring is in question in any case. */
  readonly restoring: boolean;
  /** An unfinished attempt captured the present state. */
  readonly captured: boolean;
}

/** Finds out what happened; changes nothing. */
export async function gatherRollbackFacts(
  context: Context,
  options: GatherOptions,
  progress: Progress,
): Promise<{ readonly facts: RollbackFacts; readonly mirror: Mirror }> {
  progress.update("fetching the application's history");
  const mirror = await fetchMirror(context);
  progress.update("reading releases");
  const releases = await readReleases(context, mirror);
  await refuseWhileDeploying(context, releases);
  const commits = releases.flatMap(({ commit }) => commit ?? []);
  const wanted = await findWanted(context, mirror, releases, await knowOrder(mirror, commits), options);
  const precedes = await knowOrder(mirror, [...commits, wanted.commit]);
  const undone = releasesSince(releases, wanted.commit, precedes);
  const heads = [...new Set(undone.flatMap(({ commit }) => commit ?? []))];
  progress.update("reading migrations");
  const change = await gatherChange(mirror, wanted.commit, heads, await settingsModule(context));
  const rows = await readAppliedMigrations(context);
  const migrations = migrationFacts({ heads: change.heads, rows, releases });
  const suspects = [...appliedOf(migrations), ...migrations.maybeHalfDone];
  const within = ({ commit }: DeployedRelease) => commit !== undefined && precedes(commit, wanted.commit);
  const before = beganAt(undone, change.heads, suspects);
  const backups = await listBackups(context);
  const chosen = options.backup ?? chooseBackup({ backups, releases, before, within })?.name;
  const backup = chosen === undefined ? undefined : await findBackup(context, chosen);
  const compare = options.restoring || suspects.length > 0;
  const facts: RollbackFacts = {
    ...{ app: context.app.name, now: context.now(), wanted, undone, ...migrations },
    ...{ backups, captured: options.captured },
    serving: releases.find(({ current }) => current),
    commits: await gatherCommits(context, mirror, wanted.commit, heads),
    changed: change.changed,
    redeploy: await redeployFacts(mirror, wanted.commit, releases),
    master: await gatherMaster(context, mirror, wanted.commit, heads, precedes),
    ...(await databaseFacts(context, { backup, backups, captured: options.captured }, compare, progress)),
    ...(await appFacts(context)),
  };
  return { facts, mirror };
}

async function settingsModule({ heroku, app, signal }: Context): Promise<string | undefined> {
  return (await heroku.platform.configVars.get(app.id, signal))["DJANGO_SETTINGS_MODULE"];
}

async function databaseFacts(
  context: Context,
  { backup, ...rest }: { backup: FoundBackup | undefined; backups: readonly Backup[]; captured: boolean },
  compare: boolean,
  progress: Progress,
): Promise<Pick<RollbackFacts, "backup" | "database" | "written" | "obstacle">> {
  const database = await findDatabase(context);
  const skipped: Comparison = { kind: "skipped", why: "it was not compared with the database, as nothing speaks for restoring it" }; // prettier-ignore
  const compared = backup && compare ? await compareBackup(context, backup, progress) : skipped;
  return {
    ...{ backup, database },
    written: compared.kind === "compared" ? compared.differences : compared.why,
    obstacle: compared.kind === "unsound" ? compared.why : backup && (obstacle({ database, backup }) ?? captureObstacle({ backup, ...rest })), // prettier-ignore
  };
}

async function appFacts(
  context: Context,
): Promise<Pick<RollbackFacts, "maintenance" | "jobs" | "workers" | "oneOffs">> {
  const { heroku, app, signal } = context;
  const [jobs, workers, dynos] = await Promise.all([
    listJobs(context),
    listWorkers(context),
    heroku.platform.dynos.list(app.id, signal),
  ]);
  return {
    maintenance: app.maintenance,
    jobs: jobs.length,
    workers: Object.entries(workers).map(([type, quantity]) => ({ type, quantity })),
    oneOffs: dynos.filter(({ type }) => type === "run").map(({ name }) => name),
  };
}

async function redeployFacts(mirror: Mirror, commit: string, releases: readonly DeployedRelease[]): Promise<Redeploy> {
  const { heroku } = mirror;
  const descends = heroku === undefined || (await isAncestor(mirror, heroku, commit));
  return chooseRedeploy({ commit, releases, heroku, descends });
}

import { type Context } from "../context";
import { knowOrder } from "../git/know-order";
import { fetchMirror, isAncestor, type Mirror } from "../git/mirror";
import { type Progress } from "../output";
import { maintenanceByPeople } from "../plans/jobs";
import { captureObstacle, obstacle } from "../plans/restore";
import { chooseBackup } from "../plans/rollback/choose-backup";
import { chooseRedeploy, type Redeploy } from "../plans/rollback/choose-redeploy";
import { appliedOf, type RollbackFacts } from "../plans/rollback/facts";
import { beganAt, migrationFacts } from "../plans/rollback/migrations";
import { type DeployedRelease, releasesSince } from "../plans/rollback/releases";
import { compareBackup } from "./compare-backup";
import { findBackup, listBackups } from "./find-backup";
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
  const { releases, wanted, precedes } = await gatherReleases(context, mirror, options);
  const undone = releasesSince(releases, wanted.commit, precedes);
  const heads = [...new Set(undone.flatMap(({ commit }) => commit ?? []))];
  progress.update("reading migrations");
  const change = await gatherChange(mirror, wanted.commit, heads, await settingsModule(context));
  const migrations = migrationFacts({ heads: change.heads, rows: await readAppliedMigrations(context), releases });
  const suspects = [...appliedOf(migrations), ...migrations.maybeHalfDone];
  const backups = await listBackups(context);
  const within = ({ commit }: DeployedRelease) => commit !== undefined && precedes(commit, wanted.commit);
  const before = beganAt(undone, change.heads, suspects);
  const backup = options.backup ?? chooseBackup({ backups, releases, before, within })?.name;
  const compare = options.restoring || suspects.length > 0;
  const facts: RollbackFacts = {
    ...{ app: context.app.name, now: context.now(), wanted, undone, ...migrations, changed: change.changed },
    serving: releases.find(({ current }) => current),
    commits: await gatherCommits(context, mirror, wanted.commit, heads),
    redeploy: await redeployFacts(mirror, wanted.commit, releases),
    master: await gatherMaster(context, mirror, wanted.commit, heads, precedes),
    ...(await databaseFacts(context, { backup, backups, captured: options.captured, compare }, progress)),
    ...(await appFacts(context)),
  };
  return { facts, mirror };
}

async function gatherReleases(context: Context, mirror: Mirror, asked: Asked) {
  const releases = await readReleases(context, mirror);
  await refuseWhileDeploying(context, releases);
  const commits = releases.flatMap(({ commit }) => commit ?? []);
  const wanted = await findWanted(context, mirror, releases, await knowOrder(mirror, commits), asked);
  return { releases, wanted, precedes: await knowOrder(mirror, [...commits, wanted.commit]) };
}

async function settingsModule({ heroku, app, signal }: Context): Promise<string | undefined> {
  return (await heroku.platform.configVars.get(app.id, signal))["DJANGO_SETTINGS_MODULE"];
}

interface BackupQuestion extends Pick<RollbackFacts, "backups" | "captured"> {
  /** By its name. */
  readonly backup: string | undefined;
  /** Whether it is worth the time to restore it on this machine. */
  readonly compare: boolean;
}

async function databaseFacts(
  context: Context,
  { backup: name, backups, captured, compare }: BackupQuestion,
  progress: Progress,
): Promise<Pick<RollbackFacts, "backup" | "backups" | "captured" | "database" | "written" | "obstacle">> {
  const database = await findDatabase(context);
  const backup = name === undefined ? undefined : await findBackup(context, name);
  const facts = { backup, backups, captured, database };
  if (!backup) return { ...facts, written: "there is no backup to compare with", obstacle: undefined };
  const obstacles = obstacle({ database, backup }) ?? captureObstacle({ backup, backups, captured });
  if (!compare)
    return {
      ...facts,
      written: "it was not compared with the database, as nothing speaks for restoring it",
      obstacle: obstacles,
    };
  const compared = await compareBackup(context, backup, progress);
  if (compared.kind === "compared") return { ...facts, written: compared.differences, obstacle: obstacles };
  return { ...facts, written: compared.why, obstacle: compared.kind === "unsound" ? compared.why : obstacles };
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
    maintenance: maintenanceByPeople(app.maintenance, jobs),
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

import { duration, moment, plural, size } from "../words";
import { type Backup, pushedOut } from "./backups";
import { type ClosedAppFacts, type ClosedAppStep, whileClosed } from "./closed-app";
import { describeDifference, type TableDifference } from "./contents";
import { type Plan } from "./plan";

export type RestoreStep = ClosedAppStep | "restore" | "check" | "restart";

export interface RestoreFacts extends ClosedAppFacts {
  readonly app: string;
  readonly backup: Backup & { readonly app: string };
  /** How the backup differs from the database now; or why that is not known. */
  readonly written: readonly TableDifference[] | string;
  readonly now: Date;
  readonly maintenance: boolean;
  /** Names of one-off dynos that people run. */
  readonly oneOffs: readonly string[];
}

/** Heroku: PGBackups is meant for databases up to this. https://devcenter.heroku.com/articles/heroku-postgres-backups */
const largestBytes = 20 * 1024 ** 3;

/** Why a database of this size can be neither captured nor restored; undefined when it can. */
export function tooLarge(name: string, bytes: number): string | undefined {
  if (bytes <= largestBytes) return undefined;
  return (
    `${name} has ${size(bytes)}, and Heroku's backups are for databases up to ${size(largestBytes)}: nothing was changed. ` +
    "On standard and premium plans take `heroku addons:create … --rollback`, or a fork: https://devcenter.heroku.com/articles/heroku-postgres-rollback"
  );
}

/** Why this restore cannot be done; undefined when it can. */
export function obstacle({
  database,
  backup,
}: Pick<RestoreFacts, "database"> & { readonly backup: Backup }): string | undefined {
  return tooLarge(database.name, Math.max(database.bytes, backup.databaseBytes));
}

/** Why the capture that is made first must not be; undefined when it may. */
export function captureObstacle({
  backup,
  backups,
  captured,
}: Pick<RestoreFacts, "backup" | "backups" | "captured">): string | undefined {
  const lost = captured ? [] : pushedOut(backups);
  if (!lost.some(({ uuid }) => uuid === backup.uuid)) return undefined;
  return (
    `Heroku keeps ${plural(backup.keeps ?? 0, "backup")} by hand, and the capture that is made first would push out ${backup.name} itself: nothing was changed. ` +
    `Delete one that nobody needs (\`heroku pg:backups:delete <backup> --app ${backup.app}\`), after \`bin/penny backup download\` if in doubt`
  );
}

/** Rough, from what Heroku's transfers do; a small one takes some seconds whatever its size. */
export const restoreSeconds = (bytes: number) => Math.ceil(15 + bytes / (8 * 1024 ** 2));

export function planRestore(facts: RestoreFacts): Plan<RestoreStep> {
  const { app, database, backup } = facts;
  const seconds = Math.max(backup.databaseBytes, backup.bytes);
  return {
    title: `Restore ${backup.name} of ${backup.app} into ${database.name} of ${app}`,
    notes: notes(facts),
    steps: whileClosed(facts, [
      {
        id: "restore",
        title: `Replace the database by ${backup.name}`,
        loses: losses(facts),
        seconds: restoreSeconds(seconds),
      },
      { id: "check", title: "Check what is in the database now", seconds: 5 },
      { id: "restart", title: "Restart all dynos", seconds: 3 },
    ]),
  };
}

function losses({ backup, now, written }: RestoreFacts): string {
  const time = `all that was written since ${moment(backup.takenAt)} (${duration(now.getTime() - backup.takenAt.getTime())})`;
  if (typeof written === "string") return time;
  const changed = written.filter(({ kind }) => kind !== "same").map(describeDifference);
  return changed.length === 0 ? `${time}: nothing, every row is as in the backup` : `${time}: ${changed.join("; ")}`;
}

function notes({ app, backup, backups, written, now, maintenance, oneOffs }: RestoreFacts): string[] {
  const newer = backups.filter(({ state, takenAt }) => state === "succeeded" && takenAt > backup.takenAt);
  return [
    ...(backup.app === app ? [] : [`${backup.name} is a backup of another app, ${backup.app}`]),
    ...(backup.takenAt > now
      ? [`${backup.name} was taken ${moment(backup.takenAt)}, later than it is now at Heroku`]
      : []),
    ...(newer.length === 0
      ? []
      : [`newer backups: ${newer.map((each) => `${each.name} of ${moment(each.takenAt)}`).join(", ")}`]),
    ...(typeof written === "string" ? [written] : []),
    ...(maintenance ? ["maintenance mode is on already, and stays on at the end"] : []),
    ...(oneOffs.length === 0 ? [] : [`people run ${oneOffs.join(", ")} on the app: what these write is not held back`]),
  ];
}

/** Migrations that the database had before and has no more: the serving code expects them. */
export function missingMigrations(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((migration) => !after.includes(migration));
}

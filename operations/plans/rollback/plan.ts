import { duration, moment, plural } from "../../words";
import { type ClosedAppStep, whileClosed } from "../closed-app";
import { type MigrateCommand } from "../migrate-back/plan";
import { type Plan, type PlannedStep } from "../plan";
import { restoreSeconds } from "../restore";
import { type Redeploy } from "./choose-redeploy";
import { type RollbackFacts, short } from "./facts";
import { type Strategy } from "./recommend";

export type RollbackStep =
  | ClosedAppStep
  | "restore"
  | "temporary-app"
  | `migrate-back-${number}`
  | "remove-temporary-app"
  | "redeploy"
  | "check"
  | "revert-pull";

export interface RollbackPlan extends Plan<RollbackStep> {
  readonly strategy: Strategy;
  /** What the `migrate-back-` steps run, in their order. */
  readonly commands: readonly MigrateCommand[];
  readonly redeploy: Redeploy;
}

type Step = PlannedStep<RollbackStep>;

/** The ordered steps of a strategy. */
export function planRollback(found: RollbackFacts, strategy: Strategy, withRevertPull: boolean): RollbackPlan {
  const redeploy = redeployAfter(strategy, found.redeploy);
  const facts = { ...found, redeploy };
  const commands = strategy === "migrate-back" ? facts.back.commands : [];
  const code = [redeployStep(facts), checkStep(facts)];
  const steps: Readonly<Record<Strategy, () => Step[]>> = {
    redeploy: () => (redeploy.way === "none" ? [] : code),
    "migrate-back": () => whileClosed(facts, [...waysBack(facts, commands), ...code]),
    restore: () => whileClosed(facts, [...restoring(facts), ...code]),
  };
  return {
    title: `Roll back ${facts.app} to ${facts.wanted.words}: ${titles[strategy]}`,
    ...{ strategy, commands, redeploy, notes: notes(facts, strategy) },
    steps: [...steps[strategy](), ...(withRevertPull ? revertPull(facts) : [])],
  };
}

/** A backup may be older than the code that serves: only a release has its release phase migrate what is missing. */
function redeployAfter(strategy: Strategy, redeploy: Redeploy): Redeploy {
  return strategy === "restore" && redeploy.way === "none" ? { ...redeploy, way: "release" } : redeploy;
}

const revertPull = ({ master }: RollbackFacts): Step[] =>
  master?.poisoned
    ? [{ id: "revert-pull", title: `Open a pull request that takes the change off ${master.branch}`, seconds: 5 }]
    : [];

const titles: Readonly<Record<Strategy, string>> = {
  redeploy: "redeploy only",
  "migrate-back": "migrate back, redeploy",
  restore: "restore the backup, redeploy",
};

function restoring({ backup, now }: RollbackFacts): Step[] {
  if (!backup) return [];
  const loses = `all that was written since ${moment(backup.takenAt)} (${duration(now.getTime() - backup.takenAt.getTime())})`;
  const seconds = restoreSeconds(Math.max(backup.databaseBytes, backup.bytes));
  return [{ id: "restore", title: `Replace the database by ${backup.name}`, loses, seconds }];
}

function waysBack({ runner, back }: RollbackFacts, commands: readonly MigrateCommand[]): Step[] {
  const temporary = runner.kind === "temporary";
  const where = temporary ? "on the temporary app" : "in a one-off dyno";
  return [
    ...(temporary
      ? [
          {
            id: "temporary-app" as const,
            title: `Make a temporary app of ${short(runner.commit)}, with the database attached`,
            seconds: 150,
          },
        ]
      : []),
    ...commands.map((command, index): Step => {
      const own = command.unapplies.map(({ migration }) => migration);
      const lost = back.losses.filter(({ when, migration }) => when === "reversing" && own.includes(migration));
      return {
        id: `migrate-back-${index + 1}`,
        title: `Run \`${command.text}\` ${where}: unapplies ${own.join(", ")}`,
        loses: lost.length === 0 ? undefined : [...new Set(lost.map(({ text }) => text))].join("; "),
        seconds: 15,
      };
    }),
    ...(temporary ? [{ id: "remove-temporary-app" as const, title: "Remove the temporary app", seconds: 3 }] : []),
  ];
}

const redeploySeconds: Readonly<Record<Redeploy["way"], number>> = { none: 5, release: 20, build: 150, push: 180 };

function redeployStep({ redeploy, wanted }: RollbackFacts): Step {
  const titles: Readonly<Record<Redeploy["way"], () => string>> = {
    none: () => `Restart all dynos: ${wanted.words} serves already`,
    release: () =>
      `Release the code of ${wanted.words} again, as it was built for v${"version" in redeploy ? redeploy.version : ""}`,
    build: () => `Build ${wanted.words} anew: Heroku's git stands at it, so that a push would make no release`,
    push: () =>
      `git push${"force" in redeploy && redeploy.force ? " --force" : ""} of ${wanted.words} to Heroku, which builds it`,
  };
  return { id: "redeploy", title: titles[redeploy.way](), seconds: redeploySeconds[redeploy.way] };
}

const checkStep = ({ wanted }: RollbackFacts): Step => ({
  id: "check",
  title: `Check that ${short(wanted.commit)} serves, and what the database has`,
  seconds: 10,
});

function notes(facts: RollbackFacts, strategy: Strategy): string[] {
  const { changed, maintenance, oneOffs, redeploy, master, commits } = facts;
  const touches = strategy !== "redeploy";
  return [
    ...(commits.length === 0
      ? []
      : [`${plural(commits.length, "commit")} of the branch ${commits.length === 1 ? "is" : "are"} taken away`]),
    ...changed.map(
      (path) => `${path} was changed in place after it was made: what the database got may be its earlier form`,
    ),
    ...(redeploy.way === "release"
      ? ["config vars stay as they are now; `heroku rollback` would bring the old ones back as well"]
      : []),
    ...(maintenance && touches ? ["maintenance mode is on already, and stays on at the end"] : []),
    ...(oneOffs.length > 0 && touches
      ? [`people run ${oneOffs.join(", ")} on the app: what these write is not held back`]
      : []),
    ...(master?.poisoned
      ? [
          `${master.branch} still holds the change: the next deploy brings it again. --revert-pr opens the pull request that takes it off`,
        ]
      : []),
  ];
}

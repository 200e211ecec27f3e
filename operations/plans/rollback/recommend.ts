import { type Key, partsOf } from "../../migrations/keys";
import { duration, moment } from "../../words";
import { describeDifference, type TableDifference } from "../contents";
import { appliedOf, type RollbackFacts, short } from "./facts";

export type Strategy = "redeploy" | "migrate-back" | "restore";
export const strategies: readonly Strategy[] = ["redeploy", "migrate-back", "restore"];

/** One of the ways back, with what speaks for and against it. */
export interface Way {
  readonly strategy: Strategy;
  /** `asks`: only when a person chooses it by its name, after looking. */
  readonly possible: "yes" | "asks" | "no";
  readonly reasons: readonly string[];
  readonly loses: readonly string[];
}

export interface Recommendation {
  readonly ways: readonly Way[];
  readonly recommended: Strategy;
  readonly why: string;
}

/** The three ways, and which of them to take. */
export function recommend(facts: RollbackFacts): Recommendation {
  const ways = [redeployOnly(facts), migrateBack(facts), restore(facts)];
  const possible = (strategy: Strategy) => ways.find((way) => way.strategy === strategy)?.possible === "yes";
  return { ways, ...choose(facts, possible) };
}

function choose(facts: RollbackFacts, possible: (strategy: Strategy) => boolean): Omit<Recommendation, "ways"> {
  const applied = appliedOf(facts);
  const say = (recommended: Strategy, why: string) => ({ recommended, why });
  if (applied.length === 0 && facts.maybeHalfDone.length > 0 && possible("restore"))
    return say(
      "restore",
      `${named(facts.maybeHalfDone)} runs outside of a transaction and may be half done, which nothing but a backup undoes`,
    );
  if (applied.length === 0) return say("redeploy", "the database has none of the change's migrations");
  const damage = damages(facts);
  if (damage.length > 0 && possible("restore")) return say("restore", damage.join("; "));
  if (possible("migrate-back"))
    return say(
      "migrate-back",
      damage.length > 0
        ? `no backup can be restored; the schema goes back, what is destroyed stays so (${damage.join("; ")})`
        : `each of ${named(applied)} has a way back, and what was written elsewhere since is kept`,
    );
  if (possible("restore")) return say("restore", "Django cannot go back over these migrations by itself");
  return say(
    "redeploy",
    "there is neither a way back over the migrations nor a backup from before them: the older code meets the newer schema; look whether it can",
  );
}

/** What applying the migrations destroyed, or changed in a way that their reverse leaves as it is. */
function damages({ back }: RollbackFacts): string[] {
  const destroyed = back.losses.filter(({ when, certainty }) => when === "applying" && certainty === "certain");
  const unapplied = back.commands.flatMap(({ unapplies }) => unapplies);
  const left = unapplied.filter(({ operations }) => {
    const makes = operations.some(({ name }) => name === "AddField" || name === "CreateModel");
    return !makes && operations.some(({ reversible, losses }) => reversible === "noop" && losses.length > 0);
  });
  return [
    ...destroyed.map(({ migration, text }) => `${migration}: ${text}`),
    ...left.map(
      ({ migration }) =>
        `${migration} changed data, and its reverse does nothing: going back leaves the data as it made it`,
    ),
  ];
}

const named = (keys: readonly Key[]): string => keys.join(", ");

function redeployOnly(facts: RollbackFacts): Way {
  const applied = appliedOf(facts);
  const reasons = [
    ...(applied.length === 0
      ? ["the database is as the older code knows it"]
      : [
          `${named(applied)} ${applied.length === 1 ? "stays" : "stay"} in the database: the older code meets a newer schema`,
        ]),
    ...facts.maybeHalfDone.map(
      (key) => `${key} runs outside of a transaction and may be half done: look at its tables`,
    ),
  ];
  return { strategy: "redeploy", possible: "yes", reasons, loses: [] };
}

function migrateBack({ back, brought, runner }: RollbackFacts): Way {
  const { verdict, reasons, losses } = back;
  if (verdict === "nothing")
    return {
      strategy: "migrate-back",
      possible: "no",
      reasons: [
        brought.length === 0 ? "the change brought no migrations" : "none of the migrations is in the database",
      ],
      loses: [],
    };
  const codeLosses = losses.filter(({ when, certainty }) => when === "applying" && certainty === "possible");
  const told = [
    ...(runner.kind === "temporary"
      ? [
          `the code that serves does not have these migrations: a temporary app of ${short(runner.commit)} runs the way back, and is removed again`,
        ]
      : []),
    ...reasons.map(({ severity, message }) => (severity === "asks" ? `look first: ${message}` : message)),
    ...[...new Set(codeLosses.map(({ migration }) => migration))].map(
      (migration) =>
        `${migration} ran code on the data: if what that did is the damage, its reverse may not mend it (${partsOf(migration).app}): then restore`,
    ),
  ];
  const lost = losses.filter(({ when }) => when === "reversing");
  return {
    strategy: "migrate-back",
    possible: verdict === "possible" ? "yes" : verdict === "ask" ? "asks" : "no",
    reasons: told,
    loses: lost.map(
      ({ migration, certainty, text }) => `${certainty === "possible" ? "perhaps " : ""}${text} (${migration})`,
    ),
  };
}

function restore({ backup, obstacle, now, written }: RollbackFacts): Way {
  const none = (why: string): Way => ({ strategy: "restore", possible: "no", reasons: [why], loses: [] });
  if (!backup) return none("no backup stands from before the change");
  if (obstacle) return none(obstacle);
  const age = duration(now.getTime() - backup.takenAt.getTime());
  const compared = typeof written === "string" ? [written] : ["it was restored on this machine just now, and is sound"];
  const rows = typeof written === "string" ? [] : written.filter(isLoss).map(describeDifference);
  return {
    strategy: "restore",
    possible: "yes",
    reasons: [`${backup.name} of ${moment(backup.takenAt)} is from before the change`, ...compared],
    loses: [`all that was written since ${moment(backup.takenAt)} (${age})`, ...rows],
  };
}

/** Django's own list goes back with what it tells of. */
const isLoss = ({ kind, table }: TableDifference): boolean => kind !== "same" && table !== "django_migrations";

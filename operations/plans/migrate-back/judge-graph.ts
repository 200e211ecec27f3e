import { type GraphProblem, type MigrationGraph } from "../../migrations/graph/build";
import { partsOf, type Key } from "../../migrations/keys";
import { type Migration, type MigrationSet } from "../../migrations/migration";
import { type Reason } from "./plan";

const refuses = (id: Reason["id"], message: string, migration?: Key): Reason => ({
  id,
  severity: "refuses",
  message: `${message} Django refuses every migrate command then. Use a commit whose migrations are in order, or restore the backup.`,
  migration,
});

function ofProblem(problem: GraphProblem): Reason {
  switch (problem.kind) {
    case "missing": {
      const { migration, neededBy } = problem;
      return refuses("missing-dependency", `${neededBy.join(", ")} needs ${migration}, which is not there.`, migration);
    }
    case "cycle":
      return refuses("dependency-cycle", `The dependencies of ${problem.migrations.join(", ")} go in a circle.`);
    case "conflict":
      return refuses(
        "conflicting-leaves",
        `The app ${problem.app} ends in ${problem.leaves.join(" and ")}; a merge is missing.`,
      );
    case "twice":
      return refuses("defined-twice", `${problem.migration} is in ${problem.paths.join(" and ")}.`, problem.migration);
    case "history":
      return refuses(
        "broken-history",
        `The database has ${problem.migration}, but not ${problem.parent}, on which it depends.`,
        problem.migration,
      );
  }
}

const asks = (id: Reason["id"], message: string, migration?: Key): Reason => ({
  id,
  severity: "asks",
  message,
  migration,
});

const unreadable = ({ key, path, error }: Migration): Reason[] =>
  error === undefined
    ? []
    : [
        asks(
          "unreadable",
          `${path}:${error.line}: ${error.message}. Look at it: what it depends on and does is not known.`,
          key,
        ),
      ];

/** Parts that only Python could tell matter in whatever the database has: there may be a dependency in them. */
function unknownParts({ key, path, unknown }: Migration): Reason[] {
  return unknown.map(({ what, text, line }) =>
    asks(
      "unknown-part",
      `${path}:${line}: its ${what} cannot be told without running it: ${text}. Look whether it depends on what is undone.`,
      key,
    ),
  );
}

/** Several ends of an app may only seem so, where dependencies could not be read. */
function seeming(problem: GraphProblem, set: MigrationSet): boolean {
  if (problem.kind !== "conflict") return false;
  const inApp = set.migrations.filter(({ app }) => app === problem.app);
  return inApp.some(({ error, unknown }) => error !== undefined || unknown.length > 0);
}

/** What makes the picture of the migrations itself wrong or doubtful. */
export function judgeGraph(set: MigrationSet, state: MigrationGraph, rows: ReadonlySet<Key>): Reason[] {
  const present = set.migrations.filter(({ key }) => rows.has(key) || state.applied.has(key));
  return [
    ...state.problems.filter((problem) => !seeming(problem, set)).map(ofProblem),
    ...set.migrations.flatMap(unreadable),
    ...present.flatMap(unknownParts),
    ...state.unresolved.map(({ migration, dependency }) =>
      asks(
        "unknown-dependency",
        `${migration} names ${dependency}, and which migration that is cannot be told.`,
        migration,
      ),
    ),
    ...set.doubts.map((doubt) => asks("uncertain", `${doubt}.`)),
  ];
}

/**
 * Rows that the code does not have, in an app of the set, younger than the first that is undone: they may depend on it.
 * Older ones are left from migrations that were squashed and removed.
 */
export function laterUnknown(set: MigrationSet, rows: readonly Key[], undone: ReadonlySet<Key>): Reason[] {
  const known = new Set(set.migrations.flatMap(({ key, replaces }) => [key, ...replaces]));
  const apps = new Set(set.migrations.map(({ app }) => app));
  const first = rows.findIndex((key) => undone.has(key));
  const later = first < 0 ? [] : rows.slice(first).filter((key) => !known.has(key) && !undone.has(key));
  return later
    .filter((key) => apps.has(partsOf(key).app))
    .map((migration) => ({
      id: "later-unknown",
      severity: "refuses",
      migration,
      message: `The database got ${migration} after the change, and the code that would run the commands does not have it; it may depend on what is undone. Plan from the commit that brought it.`,
    }));
}

import { type MigrationGraph } from "../../migrations/graph/build";
import { swappedApp } from "../../migrations/graph/dependencies";
import { keyOf, partsOf, type Key } from "../../migrations/keys";
import { type MigrationSet } from "../../migrations/migration";
import { type Operation } from "../../migrations/operations";
import { type MigrateCommand, type PlannedLoss, type Reason, type Unapplied } from "./plan";

function ofOperation(migration: Key, operation: Operation): Reason[] {
  const { reversible, text, mayFail } = operation;
  const say = (id: Reason["id"], severity: Reason["severity"], why: string): Reason => ({
    id,
    severity,
    migration,
    message: `${migration}, line ${operation.line}: ${why}: ${text}`,
  });
  const reasons: Reason[] = [];
  if (reversible === "no")
    reasons.push(say("irreversible", "refuses", "it has no way back; restore the backup instead"));
  if (reversible === "unknown")
    reasons.push(say("unknown-operation", "asks", "whether and how it goes back cannot be told"));
  if (reversible === "noop")
    reasons.push(say("reverse-does-nothing", "notes", "going back leaves what it did as it is"));
  if (mayFail !== undefined) reasons.push(say("may-fail", "notes", `going back may fail (${mayFail})`));
  return reasons;
}

function ofOthers({ migration, because }: Unapplied, command: MigrateCommand): Reason[] {
  if (because === "added") return [];
  const depends = because === "depends";
  const why = depends
    ? "it depends on what is undone, and the change did not bring it"
    : "Django goes back over the whole branch, though the change did not bring it";
  return [
    {
      id: depends ? "later-dependent" : "same-branch",
      severity: "refuses",
      migration,
      message: `\`${command.text}\` would also unapply ${migration}: ${why}. Roll back the change that brought it as well, or restore the backup.`,
    },
  ];
}

function ofUnapplied(unapplied: Unapplied, command: MigrateCommand): Reason[] {
  const { migration, atomic, operations } = unapplied;
  const reasons = [...ofOthers(unapplied, command), ...operations.flatMap((one) => ofOperation(migration, one))];
  if (!atomic && operations.length > 0)
    reasons.push({
      id: "not-atomic",
      severity: "notes",
      migration,
      message: `${migration} does not run in a transaction: a failure in the middle leaves it half undone.`,
    });
  return reasons;
}

/** Packages' migrations are not in the repository, but may depend on the first migration of a swapped-in app. */
export function hiddenDependents(
  set: MigrationSet,
  state: MigrationGraph,
  rows: readonly Key[],
  undone: ReadonlySet<Key>,
): Reason[] {
  const apps = new Set(set.migrations.map(({ app }) => app));
  const packages = [...new Set(rows.map((key) => partsOf(key).app))].filter((app) => !apps.has(app)).sort();
  if (packages.length === 0) return [];
  const swapped = [...set.settings.keys()].map((setting) => swappedApp(set, setting));
  const suspects = swapped.includes(undefined) ? [...apps] : [...apps].filter((app) => swapped.includes(app));
  const firsts = suspects.map((app) => state.graph.roots(app)[0]).filter((key) => key !== undefined && undone.has(key));
  return firsts.map((migration) => ({
    id: "hidden-dependents",
    severity: "asks",
    migration,
    message: `${migration} is the first of an app whose model others may refer to; Django also unapplies what depends on it in packages, which cannot be read here (the database has migrations of ${packages.join(", ")}). Look at \`python manage.py migrate ${partsOf(migration as Key).app} zero --plan\`.`,
  }));
}

const safe = /^\w[\w.-]*$/;

/** Names go into a command line, and a file in a repository may have any name. */
function oddNames({ app, target }: MigrateCommand): Reason[] {
  if (safe.test(app) && safe.test(target)) return [];
  const migration = keyOf({ app, name: target });
  const message = `${JSON.stringify(migration)} is no name for a command line. Run the command by hand, or restore the backup.`;
  return [{ id: "odd-name", severity: "refuses", message }];
}

export const judgeCommands = (commands: readonly MigrateCommand[]): Reason[] =>
  commands.flatMap((command) => [
    ...oddNames(command),
    ...command.unapplies.flatMap((unapplied) => ofUnapplied(unapplied, command)),
  ]);

export const lossesOf = (commands: readonly MigrateCommand[]): PlannedLoss[] =>
  commands
    .flatMap(({ unapplies }) => unapplies)
    .flatMap(({ migration, operations }) =>
      operations.flatMap(({ losses }) => losses.map((loss) => ({ ...loss, migration }))),
    );

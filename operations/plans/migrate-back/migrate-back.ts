import { buildGraph, type MigrationGraph } from "../../migrations/graph/build";
import { inOrder, keyOf, partsOf, type Key } from "../../migrations/keys";
import { type MigrationSet } from "../../migrations/migration";
import { hiddenDependents, judgeCommands, lossesOf } from "./judge-commands";
import { judgeGraph, laterUnknown } from "./judge-graph";
import {
  type Because,
  type MigrateBackPlan,
  type MigrateCommand,
  type Reason,
  type Unapplied,
  type Verdict,
} from "./plan";
import { chooseTarget, type Choice } from "./targets";
import { rowsAfter } from "./unapply";
import { migrationsToUndo } from "./undo";

export interface MigrateBackInput {
  /** The migrations of the commit whose code runs the commands. */
  readonly set: MigrationSet;
  /** What the change brought. */
  readonly added: readonly Key[];
  /** The rows of `django_migrations` in the order of their ids. */
  readonly rows: readonly Key[];
}

function becauseOf(key: Key, undo: ReadonlySet<Key>, dependents: ReadonlySet<Key>): Because {
  if (undo.has(key)) return "added";
  return dependents.has(key) ? "depends" : "same-branch";
}

function commandOf({ target, unapplies }: Choice, state: MigrationGraph, undo: ReadonlySet<Key>): MigrateCommand {
  const dependents = new Set([...undo].flatMap((key) => state.graph.backwards(key)));
  const argv = ["python", "manage.py", "migrate", target.app, target.name];
  const each = (key: Key): Unapplied => {
    const migration = state.graph.nodes.get(key)?.migration;
    const because = becauseOf(key, undo, dependents);
    return {
      migration: key,
      because,
      operations: (migration?.operations ?? []).toReversed(),
      atomic: migration?.atomic ?? true,
    };
  };
  return { app: target.app, target: target.name, argv, text: argv.join(" "), unapplies: unapplies.map(each) };
}

/** The next command: of the app whose own command touches the fewest migrations of others, then of other apps. */
function nextChoice(
  state: MigrationGraph,
  undo: ReadonlySet<Key>,
  namesOf: (app: string) => readonly string[],
): Choice {
  const apps = [...new Set(inOrder(undo).map((key) => partsOf(key).app))];
  const weight = ({ target, unapplies }: Choice) => [
    unapplies.filter((key) => !undo.has(key)).length,
    unapplies.filter((key) => partsOf(key).app !== target.app).length,
  ];
  const choices = apps.map((app) => chooseTarget(state, app, undo, namesOf(app)));
  const lighter = (a: Choice, b: Choice): Choice => {
    const [[others = 0, elsewhere = 0], [bOthers = 0, bElsewhere = 0]] = [weight(a), weight(b)];
    return bOthers < others || (bOthers === others && bElsewhere < elsewhere) ? b : a;
  };
  return choices.reduce(lighter);
}

function ambiguous({ target, alsoMatching }: Choice): Reason[] {
  if (alsoMatching.length === 0) return [];
  const message = `Django takes ${target.name} for the beginning of a name and finds ${alsoMatching.join(", ")} too, so it refuses \`migrate ${target.app} ${target.name}\`. Rename one of the files on a branch and run it from there, or restore the backup.`;
  return [{ id: "ambiguous-target", severity: "refuses", message, migration: keyOf(target) }];
}

interface Commands {
  readonly commands: readonly MigrateCommand[];
  readonly reasons: readonly Reason[];
}

/** One command after the other, each against the database as the one before leaves it. */
function planCommands({ set, rows }: MigrateBackInput, undo: ReadonlySet<Key>): Commands {
  const namesOf = (app: string) => set.migrations.filter((each) => each.app === app).map(({ name }) => name);
  const commands: MigrateCommand[] = [];
  const reasons: Reason[] = [];
  let now = new Set(rows);
  for (;;) {
    const state = buildGraph(set, now);
    const left = new Set([...undo].filter((key) => state.applied.has(key)));
    if (left.size === 0) return { commands, reasons };
    const choice = nextChoice(state, left, namesOf);
    commands.push(commandOf(choice, state, undo));
    reasons.push(...ambiguous(choice));
    now = rowsAfter(now, state, choice.unapplies);
  }
}

function verdictOf(commands: readonly MigrateCommand[], reasons: readonly Reason[]): Verdict {
  const has = (severity: Reason["severity"]) => reasons.some((reason) => reason.severity === severity);
  if (has("refuses")) return "refused";
  if (has("asks")) return "ask";
  return commands.length === 0 ? "nothing" : "possible";
}

/**
 * How to migrate back to what stood before a change: for each app one command, dependents first, with what each unapplies and
 * loses, and every reason against it. It reads and changes nothing.
 */
export function planMigrateBack(input: MigrateBackInput): MigrateBackPlan {
  const { set, added, rows } = input;
  const table = new Set(rows);
  const state = buildGraph(set, table);
  const undo = migrationsToUndo(set, state, table, added);
  const { commands, reasons: ofTargets } = planCommands(input, undo.keys);
  const undone = new Set(commands.flatMap(({ unapplies }) => unapplies.map(({ migration }) => migration)));
  const reasons = [
    ...undo.reasons,
    ...(undo.keys.size > 0 ? judgeGraph(set, state, table) : []),
    ...laterUnknown(set, rows, undone),
    ...hiddenDependents(set, state, rows, undone),
    ...ofTargets,
    ...judgeCommands(commands),
  ];
  return {
    verdict: verdictOf(commands, reasons),
    commands,
    reasons,
    losses: lossesOf(commands),
    notApplied: undo.notApplied,
  };
}

import * as fc from "fast-check";
import { keyOf, type Key } from "../../../../../operations/migrations/keys";
import { type Migration } from "../../../../../operations/migrations/migration";
import { planMigrateBack, type MigrateBackInput } from "../../../../../operations/plans/migrate-back/migrate-back";
import { drawnMigrations } from "../../../../support/migration-files";
import { chain, migration, operation, setOf } from "../../../../support/migrations";

const plan = (migrations: readonly Migration[], added: readonly Key[], given: Partial<MigrateBackInput> = {}) =>
  planMigrateBack({ set: setOf(migrations), added, rows: migrations.map(({ key }) => key), ...given });
const told = ({ verdict, reasons }: ReturnType<typeof plan>) => [verdict, ...reasons.map(({ id }) => id)];
const texts = ({ commands }: ReturnType<typeof plan>) => commands.map(({ text }) => text);

it("goes back one command an app, dependents first, to the last migration before the change", () => {
  const migrations = [...chain("a", 3), migration("b.0001"), migration("b.0002", { needs: ["b.0001", "a.0003"] })];
  const result = plan(migrations, ["a.0002", "a.0003", "b.0002"]);
  expect(texts(result)).toEqual(["python manage.py migrate b 0001", "python manage.py migrate a 0001"]);
  expect(told(result)).toEqual(["possible"]);
});

it("goes to zero when the change brought the app", () => {
  expect(texts(plan(chain("a", 2), ["a.0001", "a.0002"]))).toEqual(["python manage.py migrate a zero"]);
});

it("has nothing to do when the database has none of the change", () => {
  const result = plan(chain("a", 2), ["a.0002"], { rows: ["a.0001"] });
  expect(result).toMatchObject({ verdict: "nothing", commands: [], notApplied: ["a.0002"] });
});

it("never undoes what a squash only stands for", () => {
  const migrations = [...chain("a", 2), migration("a.sq", { replaces: ["a.0001", "a.0002"] })];
  const result = plan(migrations, ["a.sq"]);
  expect(result.commands).toEqual([]);
  expect(told(result)).toEqual(["nothing", "squash-adds-nothing"]);
});

it.each<[string, ReturnType<typeof plan>, string[]]>([
  ["another change's migration depends on it", plan(chain("a", 3), ["a.0002"]), ["refused", "later-dependent"]],
  [
    "an operation has no way back",
    plan([migration("a.1", { operations: [operation("no")] })], ["a.1"]),
    ["refused", "irreversible"],
  ],
  [
    "an operation is unknown",
    plan([migration("a.1", { operations: [operation("unknown")] })], ["a.1"]),
    ["ask", "unknown-operation"],
  ],
  [
    "the reverse does nothing",
    plan([migration("a.1", { operations: [operation("noop")] })], ["a.1"]),
    ["possible", "reverse-does-nothing"],
  ],
  [
    "the code lacks what the database has",
    plan(chain("a", 1), ["a.0002"], { rows: ["a.0001", "a.0002"] }),
    ["refused", "added-not-in-code"],
  ],
  [
    "the database got an unknown one later",
    plan(chain("a", 2), ["a.0002"], { rows: ["a.0001", "a.0002", "a.0003"] }),
    ["refused", "later-unknown"],
  ],
  ["an unknown row is older", plan(chain("a", 2), ["a.0002"], { rows: ["a.0000", "a.0001", "a.0002"] }), ["possible"]],
  [
    "a later squash took it in",
    plan([...chain("a", 2), migration("a.sq", { replaces: ["a.0001", "a.0002"] })], ["a.0002"]),
    ["refused", "squashed-with-others"],
  ],
  [
    "another's dependencies cannot be told",
    plan(
      [...chain("a", 2), migration("b.1", { unknown: [{ what: "dependencies", text: "DEPS", line: 3 }] })],
      ["a.0002"],
    ),
    ["ask", "unknown-part"],
  ],
  [
    "a file cannot be parsed",
    plan([...chain("a", 2), migration("b.1", { error: { message: "no", line: 2 } })], ["a.0002"]),
    ["ask", "unreadable"],
  ],
  [
    "packages may refer to the app's models",
    plan([], ["a.0001"], {
      set: setOf(chain("a", 1), { settings: new Map([["AUTH_USER_MODEL", "a.User"]]) }),
      rows: ["a.0001", "admin.0001_initial"],
    }),
    ["ask", "hidden-dependents"],
  ],
  [
    "a name is not for a command line",
    plan([migration("a.1 $(rm)"), migration("a.2", { needs: ["a.1 $(rm)"] })], ["a.2"]),
    ["refused", "odd-name"],
  ],
])("gives its verdict and reasons when %s", (_, result, expected) => {
  expect(told(result)).toEqual(expected);
});

it("names every loss of what is unapplied", () => {
  const losses = [{ when: "reversing", certainty: "certain", text: "a.x goes" } as const];
  const result = plan([migration("a.1", { operations: [{ ...operation("yes"), losses }] })], ["a.1"]);
  expect(result.losses).toEqual([{ ...losses[0], migration: "a.1" }]);
});

/** Whatever depends on the change in any way must go with it: no more is needed in a graph without branches. */
function dependentsOf(migrations: readonly Migration[], added: readonly Key[]): Set<Key> {
  const gone = new Set(added);
  for (const { key, dependencies } of migrations)
    if (dependencies.some((one) => "app" in one && gone.has(keyOf(one)))) gone.add(key);
  return gone;
}

it("undoes all of the change and what depends on it, each once, dependents first, and refuses when others go too", () => {
  const situation = drawnMigrations.chain((drawn) =>
    fc.record({
      drawn: fc.constant(drawn),
      added: fc.subarray(
        drawn.map(({ key }) => key),
        { minLength: 1 },
      ),
    }),
  );
  fc.assert(
    fc.property(situation, ({ drawn, added }) => {
      const migrations = drawn.map(({ key, needs = [] }) => migration(key, { needs }));
      const result = plan(migrations, added);
      const gone = result.commands.flatMap(({ unapplies }) => unapplies.map((each) => each.migration));
      const needed = dependentsOf(migrations, added);
      expect(new Set(gone).size).toBe(gone.length);
      for (const key of needed) expect(gone).toContain(key);
      for (const { key, dependencies } of migrations)
        for (const one of dependencies)
          if ("app" in one && gone.includes(keyOf(one)))
            expect(gone.indexOf(key)).toBeLessThan(gone.indexOf(keyOf(one)));
      expect(result.verdict).toBe(gone.every((key) => added.includes(key)) ? "possible" : "refused");
    }),
    { numRuns: 300 },
  );
});

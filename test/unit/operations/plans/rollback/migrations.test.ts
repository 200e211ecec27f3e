import { type Key } from "../../../../../operations/migrations/keys";
import { beganAt, type Head, migrationFacts } from "../../../../../operations/plans/rollback/migrations";
import { chain, migration, setOf } from "../../../../support/migrations";
import { at, releasesOf } from "../../../../support/releases";

const row = (key: Key) => ({ key, applied: at(1) });
const rows = (...keys: Key[]) => keys.map(row);
const head = (commit: string, migrations: number, added: readonly Key[]): Head => ({
  ...{ commit, set: setOf(chain("users", migrations)), added },
});

describe("the migrations of a change", () => {
  const added: Key[] = ["users.0003", "users.0004"];

  it("are told with the time when the database got them, or without one", () => {
    const { brought, back } = migrationFacts({
      heads: [head("b", 4, added)],
      rows: rows("users.0001", "users.0002", "users.0003"),
      releases: releasesOf("a", "b"),
    });
    expect(brought).toEqual([
      { key: "users.0003", applied: at(1) },
      { key: "users.0004", applied: undefined },
    ]);
    expect(back.commands.map(({ text }) => text)).toEqual(["python manage.py migrate users 0002"]);
  });

  it("are undone by the code that serves, where that has them all", () => {
    const input = { heads: [head("b", 4, added)], rows: rows("users.0001", "users.0002", "users.0003") };
    expect(migrationFacts({ ...input, releases: releasesOf("a", "b") }).runner).toEqual({ kind: "app" });
  });

  it("are undone on a temporary app after a release phase that failed half-way, or a rollback that left them", () => {
    const input = { heads: [head("b", 4, added)], rows: rows("users.0001", "users.0002", "users.0003") };
    const failed = releasesOf("a", { commit: "b", status: "failed" });
    for (const releases of [failed, releasesOf("a", "b", "a")])
      expect(migrationFacts({ ...input, releases }).runner).toEqual({ kind: "temporary", commit: "b" });
  });

  it("are undone by the newest code that has them all, when what serves has only some", () => {
    const heads = [head("c", 4, added), head("b", 3, ["users.0003"])];
    const given = rows("users.0001", "users.0002", "users.0003", "users.0004");
    expect(migrationFacts({ heads, rows: given, releases: releasesOf("a", "c", "b") }).runner).toEqual({
      kind: "temporary",
      commit: "c",
    });
  });

  it("may be half done where the release phase failed and one runs outside of a transaction", () => {
    const set = setOf([...chain("users", 2), migration("users.0003", { needs: ["users.0002"], atomic: false })]);
    const heads: Head[] = [{ commit: "b", set, added: ["users.0003"] }];
    const given = rows("users.0001", "users.0002");
    const failed = releasesOf("a", { commit: "b", status: "failed" });
    expect(migrationFacts({ heads, rows: given, releases: failed }).maybeHalfDone).toEqual(["users.0003"]);
    expect(migrationFacts({ heads, rows: given, releases: releasesOf("a", "b") }).maybeHalfDone).toEqual([]);
    const whole: Head[] = [{ commit: "b", set: setOf(chain("users", 3)), added: ["users.0003"] }];
    expect(migrationFacts({ heads: whole, rows: given, releases: failed }).maybeHalfDone).toEqual([]);
  });

  it("began with the first release that brought one of those in question", () => {
    const undone = releasesOf("b", "c", "d");
    const heads = [head("b", 2, []), head("c", 3, ["users.0003"]), head("d", 4, added)];
    expect(beganAt(undone, heads, ["users.0003"])).toEqual(at(2));
    expect(beganAt(undone, heads, [])).toEqual(at(1));
    expect(beganAt([], [], [])).toBeUndefined();
  });
});

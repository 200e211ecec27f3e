import { type Key } from "../../../../../operations/migrations/keys";
import { type Loss, type Operation } from "../../../../../operations/migrations/operations";
import { type Backup } from "../../../../../operations/plans/backups";
import { planMigrateBack } from "../../../../../operations/plans/migrate-back/migrate-back";
import { type RollbackFacts } from "../../../../../operations/plans/rollback/facts";
import { planRollback } from "../../../../../operations/plans/rollback/plan";
import { recommend, type Strategy, type Way } from "../../../../../operations/plans/rollback/recommend";
import { chain, migration, operation, setOf } from "../../../../support/migrations";
import { at, releasesOf } from "../../../../support/releases";

const backup: Backup = {
  name: "b007",
  uuid: "u",
  num: 7,
  state: "succeeded",
  takenAt: at(2),
  bytes: 1,
  databaseBytes: 1,
  scheduled: false,
};
const loss = (when: Loss["when"], certainty: Loss["certainty"], text: string): Loss => ({ when, certainty, text });

/** The change added users.0003 with these operations, and the database has it. */
function facts(operations: readonly Operation[], given: Partial<RollbackFacts> = {}): RollbackFacts {
  const set = setOf([...chain("users", 2), migration("users.0003", { needs: ["users.0002"], operations })]);
  const rows: Key[] = ["users.0001", "users.0002", "users.0003"];
  const [bad, good] = releasesOf("good", "bad");
  return {
    ...{
      app: "penny-university",
      now: at(5),
      wanted: { commit: "good", words: "v1 (good)" },
      undone: [bad!],
      serving: bad,
    },
    ...{ commits: [], brought: [{ key: "users.0003", applied: at(3) }], changed: [], maybeHalfDone: [] },
    back: planMigrateBack({ set, added: ["users.0003"], rows }),
    ...{ runner: { kind: "app" }, backup, backups: [backup], captured: false, written: [], obstacle: undefined },
    redeploy: { way: "release", version: good!.version, slug: good!.slug },
    ...{ master: undefined, database: { name: "db", bytes: 1 }, maintenance: false, jobs: 1, workers: [], oneOffs: [] },
    ...given,
  };
}

const added: Operation = {
  ...operation("yes"),
  name: "AddField",
  losses: [loss("reversing", "certain", "the column user.x goes")],
};
const removed: Operation = {
  ...operation("yes"),
  name: "RemoveField",
  losses: [loss("applying", "certain", "the column user.y went")],
};
const changedData: Operation = {
  ...operation("noop"),
  losses: [loss("applying", "possible", "data may have changed")],
};
const none = {
  brought: [{ key: "users.0003" as Key }],
  back: planMigrateBack({ set: setOf([]), added: [], rows: [] }),
};

const way = (of: RollbackFacts, strategy: Strategy): Way =>
  recommend(of).ways.find((each) => each.strategy === strategy)!;

describe("the recommended way", () => {
  it("is to redeploy only, when the database has none of the migrations", () => {
    expect(recommend(facts([added], none))).toMatchObject({
      recommended: "redeploy",
      why: "the database has none of the change's migrations",
    });
    expect(way(facts([added], none), "migrate-back")).toMatchObject({
      possible: "no",
      reasons: ["none of the migrations is in the database"],
    });
  });

  it("is to migrate back, when each has a way back; it tells what goes", () => {
    expect(recommend(facts([added]))).toMatchObject({ recommended: "migrate-back" });
    expect(way(facts([added]), "migrate-back").loses).toEqual(["the column user.x goes (users.0003)"]);
  });

  it("is to restore, when data was destroyed that no way back brings again", () => {
    expect(recommend(facts([removed]))).toMatchObject({
      recommended: "restore",
      why: "users.0003: the column user.y went",
    });
  });

  it("is to restore, when data was changed and the reverse does nothing; not where that filled what goes", () => {
    expect(recommend(facts([changedData]))).toMatchObject({
      recommended: "restore",
      why: expect.stringContaining("its reverse does nothing") as string,
    });
    expect(recommend(facts([added, changedData]))).toMatchObject({ recommended: "migrate-back" });
  });

  it("is to restore, when a migration has no way back or may be half done", () => {
    expect(recommend(facts([operation("no")]))).toMatchObject({ recommended: "restore" });
    expect(recommend(facts([added], { ...none, maybeHalfDone: ["users.0003"] }))).toMatchObject({
      recommended: "restore",
    });
  });

  it("is what is left, when there is no backup, or none that can be restored", () => {
    const without = { backup: undefined };
    expect(recommend(facts([removed], without))).toMatchObject({
      recommended: "migrate-back",
      why: expect.stringContaining("what is destroyed stays so") as string,
    });
    expect(recommend(facts([operation("no")], without))).toMatchObject({
      recommended: "redeploy",
      why: expect.stringContaining("neither") as string,
    });
    expect(way(facts([removed], { obstacle: "too large" }), "restore")).toMatchObject({
      possible: "no",
      reasons: ["too large"],
    });
  });

  it("is never a way back of which a person must look at something first", () => {
    const unknown = facts([operation("unknown")]);
    expect(way(unknown, "migrate-back")).toMatchObject({
      possible: "asks",
      reasons: [expect.stringContaining("look first")],
    });
    expect(recommend(unknown).recommended).toBe("restore");
  });
});

describe("the plan", () => {
  const ids = (of: RollbackFacts, strategy: Strategy, revert = false) =>
    planRollback(of, strategy, revert).steps.map(({ id }) => id);
  const closed = ["maintenance-on", "hold-jobs", "stop-workers", "capture"];
  const open = ["redeploy", "check", "start-workers", "release-jobs", "maintenance-off"];

  it("changes the database only behind closed doors, and after a capture", () => {
    expect(ids(facts([added]), "migrate-back")).toEqual([...closed, "migrate-back-1", ...open]);
    expect(ids(facts([removed]), "restore")).toEqual([...closed, "restore", ...open]);
  });

  it("closes nothing where only code goes back, and does nothing where that serves", () => {
    expect(ids(facts([added], none), "redeploy")).toEqual(["redeploy", "check"]);
    expect(ids(facts([added], { ...none, redeploy: { way: "none", version: 1, slug: "s" } }), "redeploy")).toEqual([]);
  });

  it("releases what serves again after a restore, so that its release phase migrates what the backup lacks", () => {
    const serving = facts([removed], { redeploy: { way: "none", version: 1, slug: "s" } });
    expect(planRollback(serving, "restore", false).redeploy).toEqual({ way: "release", version: 1, slug: "s" });
    expect(planRollback(serving, "migrate-back", false).redeploy).toMatchObject({ way: "none" });
  });

  it("makes and removes a temporary app where the code that serves does not know the migrations", () => {
    const temporary = facts([added], { runner: { kind: "temporary", commit: "bad" } });
    expect(ids(temporary, "migrate-back")).toEqual([
      ...closed,
      "temporary-app",
      "migrate-back-1",
      "remove-temporary-app",
      ...open,
    ]);
  });

  it("opens a pull request when asked, and only while the branch holds the change", () => {
    const held = (poisoned: boolean) =>
      facts([added], { ...none, master: { branch: "master", poisoned, head: "bad" } });
    expect(ids(held(true), "redeploy", true)).toEqual(["redeploy", "check", "revert-pull"]);
    expect(ids(held(false), "redeploy", true)).toEqual(["redeploy", "check"]);
    expect(planRollback(held(true), "redeploy", false).notes).toContainEqual(
      expect.stringContaining("master still holds the change"),
    );
  });

  it("tells what each step loses", () => {
    const steps = planRollback(facts([removed]), "restore", false).steps;
    expect(steps.find(({ id }) => id === "restore")?.loses).toBe(
      "all that was written since 2026-11-23 02:00 UTC (3 h)",
    );
    const back = planRollback(facts([added]), "migrate-back", false).steps;
    expect(back.find(({ id }) => id === "migrate-back-1")?.loses).toBe("the column user.x goes");
  });
});

import { backupsOf, parseTime, pushedOut, type TransferFacts } from "../../../../operations/plans/backups";
import {
  captureObstacle,
  missingMigrations,
  obstacle,
  planRestore,
  type RestoreFacts,
} from "../../../../operations/plans/restore";

const transfer = (num: number, more: Partial<TransferFacts> = {}): TransferFacts => ({
  uuid: `uuid-${num}`,
  num,
  to_type: "gof3r",
  succeeded: true,
  created_at: `2026-11-2${num} 02:00:00 +0000`,
  finished_at: `2026-11-2${num} 02:01:00 +0000`,
  source_bytes: 9000,
  processed_bytes: 4000,
  ...more,
});

describe("backups among transfers", () => {
  it("are named as Heroku names them, the newest first, without restores and deleted ones", () => {
    const backups = backupsOf([
      transfer(1),
      transfer(2, { schedule: { uuid: "s" } }),
      transfer(3, { to_type: "pg_restore" }),
      transfer(4, { deleted_at: "2026-11-25 00:00:00 +0000" }),
      transfer(5, { succeeded: false }),
      transfer(6, { finished_at: null, succeeded: null }),
    ]);
    expect(backups.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "b006 running",
      "b005 failed",
      "a002 succeeded",
      "b001 succeeded",
    ]);
  });

  it("are pushed out by one more by hand when Heroku keeps no more: only those by hand that succeeded count", () => {
    const keeping = (num: number, more: Partial<TransferFacts> = {}) => transfer(num, { num_keep: 2, ...more });
    const others = [keeping(4, { succeeded: false }), keeping(5, { schedule: { uuid: "s" } })];
    const names = (...transfers: TransferFacts[]) => pushedOut(backupsOf(transfers)).map(({ name }) => name);
    expect(names(keeping(1), keeping(2), ...others)).toEqual(["b001"]);
    expect(names(keeping(1), ...others)).toEqual([]);
  });

  it("may be told in either of Heroku's forms of time", () => {
    const moment = new Date("2026-11-21T02:00:00Z");
    expect(parseTime("2026-11-21 02:00:00 +0000")).toEqual(moment);
    expect(parseTime("2026-11-21T02:00:00Z")).toEqual(moment);
  });
});

describe("the plan of a restore", () => {
  const [backup] = backupsOf([transfer(1)]);
  const facts: RestoreFacts = {
    app: "penny-university",
    database: { name: "postgresql-round-1", bytes: 9000 },
    backup: { ...backup!, app: "penny-university" },
    backups: [backup!],
    captured: false,
    written: "not counted",
    now: new Date("2026-11-23T05:00:00Z"),
    maintenance: false,
    jobs: 1,
    workers: [],
    oneOffs: [],
  };

  it("captures the present state after all writers are held and before anything is lost", () => {
    expect(planRestore(facts).steps.map(({ id }) => id)).toEqual([
      "maintenance-on",
      "hold-jobs",
      "stop-workers",
      "capture",
      "restore",
      "check",
      "restart",
      "start-workers",
      "release-jobs",
      "maintenance-off",
    ]);
  });

  it("says what is lost in time, in the one step that loses it", () => {
    const losing = planRestore(facts).steps.filter(({ loses }) => loses);
    expect(losing.map(({ id, loses }) => `${id}: ${loses}`)).toEqual([
      "restore: all that was written since 2026-11-21 02:00 UTC (2 d 3 h)",
    ]);
  });

  it("says what is lost in rows, table by table, where the backup was compared", () => {
    const loses = (written: RestoreFacts["written"]) =>
      planRestore({ ...facts, written }).steps.find(({ id }) => id === "restore")?.loses;
    expect(
      loses([
        { table: "users", kind: "changed", inBackup: 1, live: 3 },
        { table: "chats", kind: "changed", inBackup: 2, live: 2 },
        { table: "badges", kind: "only-live", inBackup: 0, live: 7 },
        { table: "old", kind: "only-in-backup", inBackup: 4, live: 0 },
        { table: "teams", kind: "same", inBackup: 5, live: 5 },
      ]),
    ).toBe(
      "all that was written since 2026-11-21 02:00 UTC (2 d 3 h): users: 1 row in the backup, 3 now; chats: 2 rows then and now, but not the same; " +
        "badges: the table is new, with 7 rows; old: the table is gone now, and comes back with 4 rows",
    );
    expect(loses([{ table: "teams", kind: "same", inBackup: 5, live: 5 }])).toMatch(
      /: nothing, every row is as in the backup$/,
    );
    expect(planRestore({ ...facts, written: "no PostgreSQL here" }).notes).toContain("no PostgreSQL here");
  });

  it("says which backup the capture pushes out, and is refused where that is the one to be restored", () => {
    const kept = { num_keep: 2 };
    const backups = backupsOf([
      transfer(1, kept),
      transfer(2, kept),
      transfer(3, { ...kept, schedule: { uuid: "s" } }),
    ]);
    const [, newest, oldest] = backups;
    const of = (backup: typeof newest, more = {}) => ({
      ...facts,
      backups,
      backup: { ...backup!, app: facts.app },
      ...more,
    });
    const capture = (given: RestoreFacts) => planRestore(given).steps.find(({ id }) => id === "capture")?.loses;
    expect(capture(of(newest))).toBe("b001 of 2026-11-21 02:00 UTC: Heroku keeps only the newest 2 made by hand");
    expect(captureObstacle(of(newest))).toBeUndefined();
    expect(captureObstacle(of(oldest))).toMatch(
      /keeps 2 backups by hand, .* push out b001 itself: nothing was changed/,
    );
    expect(captureObstacle(of(oldest, { captured: true }))).toBeUndefined();
    expect(capture(of(oldest, { captured: true }))).toBeUndefined();
    expect(capture({ ...facts, backups: backupsOf([transfer(1)]) })).toBeUndefined();
  });

  it("points out newer backups, another app's backup, people's one-off dynos, and a backup from the future", () => {
    const backups = backupsOf([transfer(1), transfer(2)]);
    const odd = {
      ...facts,
      backups,
      backup: { ...facts.backup, app: "penny-qa" },
      oneOffs: ["run.1"],
      now: new Date("2026-11-20T00:00:00Z"),
    };
    const { notes } = planRestore(odd);
    expect(notes).toHaveLength(5);
    expect(notes.join("\n")).toMatch(
      /another app, penny-qa[^]*later than it is now[^]*b002 of 2026-11-22 02:00[^]*run\.1/,
    );
  });

  it("is refused above the 20 GB that Heroku's backups are for, whichever of the two is larger", () => {
    const large = 21 * 1024 ** 3;
    expect(obstacle(facts)).toBeUndefined();
    expect(obstacle({ ...facts, database: { ...facts.database, bytes: large } })).toMatch(
      /has 21\.0 GB.*nothing was changed/,
    );
    expect(obstacle({ ...facts, backup: { ...facts.backup, databaseBytes: large } })).toContain("21.0 GB");
  });

  it("finds the migrations that the code expects and the backup lacks", () => {
    expect(missingMigrations(["a.0001", "a.0002"], ["a.0001"])).toEqual(["a.0002"]);
  });
});

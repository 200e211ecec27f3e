import { backupsOf, parseTime, type TransferFacts } from "../../../../operations/plans/backups";
import { missingMigrations, obstacle, planRestore, type RestoreFacts } from "../../../../operations/plans/restore";

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
    expect(backups.map(({ name, state }) => `${name} ${state}`)).toEqual(["b006 running", "b005 failed", "a002 succeeded", "b001 succeeded"]); // prettier-ignore
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
    newer: [],
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
    expect(losing.map(({ id, loses }) => `${id}: ${loses}`)).toEqual(["restore: all that was written since 2026-11-21 02:00 UTC (2 d 3 h)"]); // prettier-ignore
  });

  it("points out newer backups, another app's backup, people's one-off dynos, and a backup from the future", () => {
    const newer = backupsOf([transfer(2)]);
    const odd = { ...facts, newer, backup: { ...facts.backup, app: "penny-qa" }, oneOffs: ["run.1"], now: new Date("2026-11-20T00:00:00Z") }; // prettier-ignore
    const { notes } = planRestore(odd);
    expect(notes).toHaveLength(4);
    expect(notes.join("\n")).toMatch(
      /another app, penny-qa[^]*later than it is now[^]*b002 of 2026-11-22 02:00[^]*run\.1/,
    );
  });

  it("is refused above the 20 GB that Heroku's backups are for, whichever of the two is larger", () => {
    const large = 21 * 1024 ** 3;
    expect(obstacle(facts)).toBeUndefined();
    expect(obstacle({ ...facts, database: { ...facts.database, bytes: large } })).toMatch(/has 21\.0 GB.*nothing was changed/); // prettier-ignore
    expect(obstacle({ ...facts, backup: { ...facts.backup, databaseBytes: large } })).toContain("21.0 GB");
  });

  it("finds the migrations that the code expects and the backup lacks", () => {
    expect(missingMigrations(["a.0001", "a.0002"], ["a.0001"])).toEqual(["a.0002"]);
  });
});

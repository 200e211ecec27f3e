import { keepingOf } from "../../../../sandbox/heroku-data/plans";
import { manualSurplus, scheduledSurplus, type Stored } from "../../../../sandbox/heroku-data/retention";

const day = 24 * 3_600_000;
const last = Date.parse("2026-11-23T08:00:00Z"); // a Monday, 02:00 in Chicago

/** A backup a night, the newest on 2026-11-23; named by its date in Chicago. */
function nights(count: number): Stored[] {
  return Array.from({ length: count }, (_, age) => new Date(last - (count - 1 - age) * day).toISOString()).map(
    (finishedAt) => ({ id: finishedAt.slice(0, 10), finishedAt }),
  );
}

function kept(count: number, keeping: { days: number; weeks: number; months: number }): string[] {
  const backups = nights(count);
  const surplus = scheduledSurplus(backups, keeping, new Date(last), "America/Chicago");
  return backups.map(({ id }) => id).filter((id) => !surplus.includes(id));
}

describe("what is kept of backups", () => {
  it("is one a day for seven days", () => {
    expect(kept(7, keepingOf("heroku-postgresql:essential-0"))).toHaveLength(7);
    expect(kept(20, { days: 7, weeks: 0, months: 0 })).toEqual([
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
      "2026-11-23",
    ]);
  });

  it("is besides that the last of each week, for as many weeks as the plan has", () => {
    expect(kept(40, keepingOf("heroku-postgresql:standard-0"))).toEqual([
      "2026-11-01",
      "2026-11-08",
      "2026-11-15",
      ...kept(7, { days: 7, weeks: 0, months: 0 }),
    ]);
  });

  it("is besides that the last of each month on premium plans", () => {
    expect(kept(400, keepingOf("heroku-postgresql:premium-0"))).toEqual(
      expect.arrayContaining(["2025-11-30", "2026-01-31", "2026-09-30", "2026-10-31"]),
    );
  });

  it("is the newest of a day when there are several", () => {
    const backups = [
      { id: "early", finishedAt: "2026-11-22T08:00:00.000Z" },
      { id: "late", finishedAt: "2026-11-22T20:00:00.000Z" },
    ];
    const keeping = { days: 7, weeks: 1, months: 0 };
    expect(scheduledSurplus(backups, keeping, new Date(last), "America/Chicago")).toEqual(["early"]);
  });

  it("counts backups made by hand, and lets the oldest go", () => {
    expect(manualSurplus(nights(7), keepingOf("heroku-postgresql:essential-0"))).toEqual(["2026-11-18", "2026-11-17"]);
    expect(manualSurplus(nights(25), keepingOf("heroku-postgresql:standard-2"))).toEqual([]);
    expect(manualSurplus(nights(26), keepingOf("heroku-postgresql:standard-2"))).toHaveLength(1);
  });
});

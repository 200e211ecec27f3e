import {
  frequency,
  held,
  isHeld,
  lateness,
  maintenanceByPeople,
  nextRun,
  released,
} from "../../../../operations/plans/jobs";

const at = (text: string) => new Date(`2026-11-23T${text}Z`);

describe("a job of Heroku Scheduler", () => {
  it("is due at the full ten minutes, at its minute of the hour, or at its time of day in UTC", () => {
    expect(nextRun({ every: 10, at: 0 }, at("10:03:00"))).toEqual(at("10:10:00"));
    expect(nextRun({ every: 60, at: 20 }, at("10:20:00"))).toEqual(at("11:20:00"));
    expect(nextRun({ every: 1440, at: 870 }, at("14:29:59"))).toEqual(at("14:30:00"));
    expect(nextRun({ every: 1440, at: 30 }, at("10:00:00"))).toEqual(new Date("2026-11-24T00:30:00Z"));
  });

  it("is late when the run after its last one has not come within five minutes", () => {
    const job = { command: "work", every: 10, at: 0, ranAt: "2026-11-23T10:00:02Z" };
    expect(lateness(job, at("10:14:00"))).toBe(0);
    expect(lateness(job, at("10:16:00"))).toBe(6 * 60_000);
  });

  it("is late when it has never run since it was made", () => {
    const job = { command: "work", every: 60, at: 0, createdAt: "2026-11-23T08:30:00Z" };
    expect(lateness(job, at("08:59:00"))).toBe(0);
    expect(lateness(job, at("10:00:00"))).toBe(60 * 60_000);
  });

  it("keeps its command while it is held, and however often", () => {
    const command = 'python manage.py say "a # b"';
    expect(isHeld(command)).toBe(false);
    expect(isHeld(held(command))).toBe(true);
    expect(released(held(held(command)))).toBe(command);
    expect(released(command)).toBe(command);
  });

  it("that is held tells whose doing maintenance mode is", () => {
    const [running, waiting] = [{ command: "true" }, { command: held("true") }];
    expect(maintenanceByPeople(true, [running])).toBe(true);
    expect(maintenanceByPeople(true, [running, waiting])).toBe(false);
    expect(maintenanceByPeople(false, [running])).toBe(false);
  });

  it("is told in words", () => {
    expect(
      [
        { every: 10, at: 0 },
        { every: 60, at: 0 },
        { every: 1440, at: 870 },
      ].map(frequency),
    ).toEqual(["every 10 min", "hourly at :00", "daily at 14:30 UTC"]);
  });
});

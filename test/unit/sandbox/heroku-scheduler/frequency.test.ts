import { frequencyFault, nextRun } from "../../../../sandbox/heroku-scheduler/frequency";

const next = (every: number, at: number, after: string) => nextRun({ every, at }, new Date(after)).toISOString();

describe("a scheduler job's frequency", () => {
  it.each([
    [10, 0],
    [60, 0],
    [60, 50],
    [1440, 0],
    [1440, 630],
    [1440, 1410],
  ])("may be every %d at %d", (every, at) => {
    expect(frequencyFault(every, at)).toBeUndefined();
  });

  it.each([
    [15, 0, "every"],
    ["10", 0, "every"],
    [undefined, 0, "every"],
    [10, 5, "at"],
    [60, 15, "at"],
    [60, 60, "at"],
    [1440, 615, "at"],
    [1440, 1440, "at"],
    [1440, -30, "at"],
    [60, "10", "at"],
  ])("may not be every %p at %p: %s is at fault", (every, at, attribute) => {
    expect(frequencyFault(every, at)?.attribute).toBe(attribute);
  });

  it("falls on full ten minutes", () => {
    expect(next(10, 0, "2026-11-23T10:05:00Z")).toBe("2026-11-23T10:10:00.000Z");
    expect(next(10, 0, "2026-11-23T10:10:00Z")).toBe("2026-11-23T10:20:00.000Z");
  });

  it("falls on its minute of every hour", () => {
    expect(next(60, 50, "2026-11-23T10:05:00Z")).toBe("2026-11-23T10:50:00.000Z");
    expect(next(60, 0, "2026-11-23T23:30:00Z")).toBe("2026-11-24T00:00:00.000Z");
  });

  it("falls on its half hour of every day in UTC, daylight saving time or not", () => {
    expect(next(1440, 630, "2026-11-23T10:05:00Z")).toBe("2026-11-23T10:30:00.000Z");
    expect(next(1440, 630, "2027-03-14T10:30:00Z")).toBe("2027-03-15T10:30:00.000Z");
  });
});

import { isTimezone, nextFiring, weekdays } from "../../../../sandbox/heroku-data/schedule-time";

const schedule = (timezone: string, hour: number, lastRunAt: string | null = null) => ({
  hour,
  timezone,
  days: weekdays,
  lastRunAt,
});

/** The firings of a schedule from a moment on, each remembered as its last run. */
function firings(timezone: string, hour: number, from: string, count: number): string[] {
  const found: string[] = [];
  let at = new Date(from);
  for (let n = 0; n < count; n++) {
    at = nextFiring(schedule(timezone, hour, found.at(-1) ?? null), at)!;
    found.push(at.toISOString());
  }
  return found;
}

describe("a backup schedule", () => {
  it("fires at the full hour of its zone, every day", () => {
    expect(firings("America/Chicago", 2, "2026-11-23T10:00:00Z", 3)).toEqual([
      "2026-11-24T08:00:00.000Z",
      "2026-11-25T08:00:00.000Z",
      "2026-11-26T08:00:00.000Z",
    ]);
  });

  it("follows its zone out of daylight saving time", () => {
    expect(firings("America/Chicago", 4, "2026-10-31T06:00:00Z", 3)).toEqual([
      "2026-10-31T09:00:00.000Z",
      "2026-11-01T10:00:00.000Z",
      "2026-11-02T10:00:00.000Z",
    ]);
  });

  it("fires once in the night whose hour comes twice", () => {
    expect(firings("America/Chicago", 1, "2026-10-31T12:00:00Z", 2)).toEqual([
      "2026-11-01T06:00:00.000Z",
      "2026-11-02T07:00:00.000Z",
    ]);
  });

  it("leaves out the night whose hour the clocks skip, as Heroku's backend does", () => {
    expect(firings("America/Chicago", 2, "2027-03-12T12:00:00Z", 3)).toEqual([
      "2027-03-13T08:00:00.000Z",
      "2027-03-15T07:00:00.000Z",
      "2027-03-16T07:00:00.000Z",
    ]);
  });

  it("fires at the next quarter when it is made within its hour", () => {
    const at = nextFiring(schedule("UTC", 2), new Date("2026-11-24T02:10:00Z"));
    expect(at?.toISOString()).toBe("2026-11-24T02:15:00.000Z");
  });

  it("does not fire again within twelve hours of its last run, whatever its hour was changed to", () => {
    const at = nextFiring(schedule("UTC", 3, "2026-11-24T02:00:00.000Z"), new Date("2026-11-24T02:00:00Z"));
    expect(at?.toISOString()).toBe("2026-11-25T03:00:00.000Z");
  });

  it("holds to zones that are a quarter of an hour off", () => {
    expect(firings("Asia/Kathmandu", 2, "2026-11-23T00:00:00Z", 1)).toEqual(["2026-11-23T20:15:00.000Z"]);
  });

  it.each(["America/Chicago", "UTC", "Etc/UTC", "America/Argentina/Buenos_Aires", "Asia/Kolkata"])(
    "takes %s",
    (name) => {
      expect(isTimezone(name)).toBe(true);
    },
  );

  it.each(["EST", "PST", "america/chicago", "America/Gotham", "Chicago", "+02:00", ""])("refuses %p", (name) => {
    expect(isTimezone(name)).toBe(false);
  });
});

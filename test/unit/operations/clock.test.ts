import { herokuClock } from "../../../operations/clock";

const machine = Date.parse("2026-11-23T10:00:00Z");
const clock = (heroku: string | undefined) =>
  herokuClock(heroku === undefined ? undefined : new Date(heroku), () => machine);

describe("Heroku's clock", () => {
  it("is taken for the time where this machine's is wrong, and that is said", () => {
    const { now, remark } = clock("2026-11-23T13:20:00Z");
    expect(now()).toEqual(new Date("2026-11-23T13:20:00Z"));
    expect(remark).toMatch(/^This machine's clock is 3 h 20 min slow\. Heroku's time is used here; set the clock/);
    expect(clock("2026-11-23T09:50:00Z").remark).toContain("10 min fast");
  });

  it("is this machine's within what an answer takes, and where Heroku does not tell", () => {
    for (const told of ["2026-11-23T10:00:01Z", undefined]) {
      expect(clock(told).now()).toEqual(new Date(machine));
      expect(clock(told).remark).toBeUndefined();
    }
  });
});

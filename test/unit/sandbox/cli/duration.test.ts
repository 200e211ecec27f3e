import { parseDuration, parseSpan } from "../../../../sandbox/cli/duration";

describe("a duration", () => {
  it.each([
    ["90s", 90_000],
    ["90 s", 90_000],
    ["30m", 1_800_000],
    ["8h", 28_800_000],
    ["2 hours", 7_200_000],
    ["1h30m", 5_400_000],
    ["1.5h", 5_400_000],
    ["2d", 172_800_000],
    ["1w", 604_800_000],
  ])("%s is read", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "8", "h", "8x", "-8h", "8h foo", "tomorrow"])("%p is refused with the forms that are known", (text) => {
    expect(() => parseDuration(text)).toThrow("Write it as 90s, 30m, 8h, 2d, 1w or 1h30m");
  });
});

describe("a time of day", () => {
  const now = new Date("2026-11-23T17:00:30.000Z");

  it.each([
    ["17:01", 30_000],
    ["23:59", 25_110_000],
    ["17:00", 86_370_000],
    ["8:30", 55_770_000],
    ["08:30", 55_770_000],
  ])("%s is when it comes next", (text, ms) => {
    expect(parseSpan(text, now)).toBe(ms);
  });

  it("is a whole day away when it is just now", () => {
    expect(parseSpan("17:00", new Date("2026-11-23T17:00:00.000Z"))).toBe(86_400_000);
  });

  it("may be a duration as well", () => {
    expect(parseSpan("8h", now)).toBe(28_800_000);
  });

  it.each(["24:00", "8:60", "8:5", "08:30 CET"])("%p is refused", (text) => {
    expect(() => parseSpan(text, now)).toThrow("or as 08:30 (UTC)");
  });
});

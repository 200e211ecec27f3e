import { parseDuration } from "../../../../sandbox/cli/duration";

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

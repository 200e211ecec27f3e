import { releaseBefore, releasesSince } from "../../../../../operations/plans/rollback/releases";
import { history, releasesOf } from "../../../../support/releases";

describe("what a rollback goes back to", () => {
  const before = (releases: ReturnType<typeof releasesOf>, line = "a-b-c") =>
    releaseBefore(releases, history(line))?.version;

  it("is the newest release with other code", () => {
    expect(before(releasesOf("a", "b", "c"))).toBe(2);
    expect(before(releasesOf("a", "b", "b", "b"))).toBe(1);
  });

  it("is what serves, after a release phase that failed", () => {
    expect(before(releasesOf("a", "b", { commit: "c", status: "failed" }))).toBe(2);
  });

  it("is never what failed, and after a rollback not what was rolled back", () => {
    expect(before(releasesOf("a", { commit: "b", status: "failed" }, "c"))).toBe(1);
    expect(before(releasesOf("a", "b", "c", "b"))).toBe(1);
  });

  it("is nothing where no other code was in force, or no commit is known", () => {
    expect(before(releasesOf("a", "a"))).toBeUndefined();
    expect(releaseBefore([], history("a"))).toBeUndefined();
    const unknown = releasesOf("a", "b").map((each) => ({ ...each, commit: undefined }));
    expect(releaseBefore(unknown, history("a-b"))).toBeUndefined();
  });
});

describe("the releases whose code is taken away", () => {
  const since = (releases: ReturnType<typeof releasesOf>, commit: string, ...lines: string[]) =>
    releasesSince(releases, commit, history(...lines)).map(({ version }) => version);

  it("are all since the commit, also those that failed", () => {
    expect(since(releasesOf("a", "b", { commit: "c", status: "failed" }), "a", "a-b-c")).toEqual([3, 2]);
  });

  it("are also those that an earlier rollback took away without undoing their migrations", () => {
    expect(since(releasesOf("a", "b", "a"), "a", "a-b")).toEqual([2]);
  });

  it("are also those before a rollback that failed, and so took nothing away", () => {
    expect(since(releasesOf("a", "b", { commit: "a", status: "failed" }, "c"), "a", "a-b-c")).toEqual([4, 2]);
  });

  it("are not those of an older attempt that was rolled back before", () => {
    expect(since(releasesOf("a", "x", "a", "b"), "a", "a-b", "a-x")).toEqual([4]);
  });

  it("are none when the commit has all that was released, as after a revert", () => {
    expect(since(releasesOf("a", "b"), "c", "a-b-c")).toEqual([]);
  });
});

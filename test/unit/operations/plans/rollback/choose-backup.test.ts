import { type Backup } from "../../../../../operations/plans/backups";
import { chooseBackup } from "../../../../../operations/plans/rollback/choose-backup";
import { at, history, releasesOf } from "../../../../support/releases";

const backup = (name: string, hour: number, state: Backup["state"] = "succeeded"): Backup => ({
  ...{ name, uuid: name, num: hour, state, takenAt: at(hour), bytes: 1, databaseBytes: 1, scheduled: false },
});

describe("the backup from before", () => {
  const precedes = history("a-b-c", "a-x");
  const choose = (backups: readonly Backup[], releases = releasesOf("a", "b", "c"), before: Date | undefined = at(3)) =>
    chooseBackup({ backups, releases, before, within: ({ commit }) => precedes(commit!, "b") })?.name;

  it("is the newest that succeeded before the change began", () => {
    expect(choose([backup("after", 4), backup("at", 3), backup("b2", 2.5), backup("b1", 2)])).toBe("b2");
    expect(choose([backup("failed", 2.8, "failed"), backup("running", 2.7, "running"), backup("b1", 2)])).toBe("b1");
    expect(choose([backup("after", 4)])).toBeUndefined();
  });

  it("is not what an earlier rollback captured of the damage that it undid", () => {
    const releases = releasesOf("a", "x", "a", "b", "c");
    expect(choose([backup("damaged", 2.5), backup("good", 1.5)], releases, at(5))).toBe("good");
  });

  it("is not what was captured after a release phase had failed half-way", () => {
    const releases = releasesOf("a", { commit: "x", status: "failed" }, "b", "c");
    expect(choose([backup("half", 2.5), backup("good", 1.5)], releases, at(4))).toBe("good");
  });

  it("may be older than the releases that are known", () => {
    expect(choose([backup("old", 0)])).toBe("old");
  });
});

import { type RollbackDecision, unfinishedDecision } from "../../../operations/rollback-decision";
import { Journal } from "../../../operations/safety/journal";
import { temporaryFolder } from "../../support/temporary";

const folder = temporaryFolder();
const now = new Date("2026-11-23T12:00:00Z");
const decision = { wanted: { commit: "0123", words: "v5 (0123)" } } as RollbackDecision;
const begun = (what: string, startedAt: string) =>
  Journal.begin(folder, { operation: "o", what, appId: "a", startedAt, decision });

describe("the decision of a rollback that did not come to its end", () => {
  it("is gone on with, as it was written before the first step", () => {
    begun("rollback to v5 (0123) by restore", "2026-11-23T11:50:00Z");
    expect(unfinishedDecision(Journal.unfinished(folder, "a"), now)).toEqual(decision);
  });

  it("is too old after half a day", () => {
    const journal = begun("rollback to v5 (0123) by restore", "2026-11-22T23:00:00Z");
    expect(unfinishedDecision(journal, now)).toBeUndefined();
  });

  it("is not what another command left", () => {
    expect(unfinishedDecision(begun("restore b003", "2026-11-23T11:50:00Z"), now)).toBeUndefined();
    expect(unfinishedDecision(undefined, now)).toBeUndefined();
  });
});

import { type HealthFacts, judge, worst } from "../../../../operations/plans/health";

const now = new Date("2026-11-23T12:00:00Z");
const day = 24 * 3_600_000;
const well: HealthFacts = {
  now,
  maintenance: false,
  serving: { version: 7, commit: "abc", since: "2026-11-22T12:00:00Z" },
  newest: { version: 7, status: "succeeded" },
  crashed: [],
  ci: { branch: "master", sha: "0123456789", state: "passed", failed: [] },
  backup: {
    name: "a003",
    uuid: "u",
    num: 3,
    state: "succeeded",
    takenAt: new Date("2026-11-23T02:00:00Z"),
    bytes: 1,
    databaseBytes: 1,
    scheduled: true,
  },
  schedules: [{ hour: 2, timezone: "UTC" }],
  jobs: [{ command: "work", every: 10, at: 0, ranAt: "2026-11-23T11:50:01Z" }],
  token: { description: "Deploys", expires: new Date(now.getTime() + 30 * day) },
  drift: undefined,
  lock: undefined,
  unfinished: undefined,
};

const bad = (change: Partial<HealthFacts>) =>
  judge({ ...well, ...change })
    .filter(({ level }) => level !== "ok")
    .map(({ what, level }) => `${what} ${level}`);

describe("the health of production", () => {
  it("is well when nothing is amiss", () => {
    expect(bad({})).toEqual([]);
    expect(worst(judge(well))).toBe("ok");
  });

  it.each<[string, Partial<HealthFacts>, string]>([
    ["the nightly run's repository is not known", { drift: null }, "Drift unseen"],
    ["Scheduler has no job", { jobs: [] }, "Jobs unseen"],
    [
      "the newest commit has no checks",
      { ci: { branch: "master", sha: "0123456789", state: "none", failed: [] } },
      "CI unseen",
    ],
  ])("does not claim to be well, and needs nobody, when %s", (_when, change, expected) => {
    expect(bad(change)).toEqual([expected]);
    expect(worst(judge({ ...well, ...change }))).toBe("ok");
  });

  it.each<[string, Partial<HealthFacts>, string]>([
    ["no release serves", { serving: undefined }, "Release critical"],
    ["the last release failed", { newest: { version: 8, status: "failed" } }, "Last release critical"],
    ["a dyno has crashed", { crashed: ["web.1"] }, "Dynos critical"],
    ["maintenance mode is on", { maintenance: true }, "Maintenance critical"],
    [
      "master's CI failed",
      { ci: { branch: "master", sha: "0123456789", state: "failed", failed: ["backend"] } },
      "CI critical",
    ],
    ["there is no backup", { backup: undefined }, "Backup critical"],
    [
      "the newest backup is older than a day and two hours",
      { backup: { ...well.backup, takenAt: new Date(now.getTime() - 27 * 3_600_000) } as never },
      "Backup critical",
    ],
    ["the schedule is gone", { schedules: [] }, "Backup schedule critical"],
    ["a job is late", { jobs: [{ command: "work", every: 10, at: 0, ranAt: "2026-11-23T11:30:00Z" }] }, "Job warning"],
    ["a job is held", { jobs: [{ command: 'echo "held by penny" # work', every: 10, at: 0 }] }, "Job critical"],
    [
      "the deploy token expires within two weeks",
      { token: { description: "d", expires: new Date(now.getTime() + 13 * day) } },
      "Deploy token warning",
    ],
    ["the deploy token has expired", { token: { description: "d", expires: now } }, "Deploy token critical"],
    [
      "the lock is held for hours",
      { lock: { operation: "o", owner: "a", reason: "b", since: "2026-11-23T09:00:00Z" } },
      "Lock warning",
    ],
    [
      "the nightly run found drift",
      { drift: { title: "Drift: 1 thing of production", url: "https://github.com/x" } },
      "Drift warning",
    ],
    ["a run was interrupted", { unfinished: "restore b003" }, "Unfinished critical"],
    ["a part cannot be read", { jobs: new Error("no answer") }, "Jobs warning"],
  ])("is not well when %s", (_when, change, expected) => {
    expect(bad(change)).toEqual([expected]);
  });
});

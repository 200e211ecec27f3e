import { GitHubClient } from "../../../../clients/github";
import { AuditLog, type AuditEntry } from "../../../../operations/safety/audit";
import { Lock, LockHeld, LockLost } from "../../../../operations/safety/lock";
import { type LockRecord } from "../../../../operations/safety/lock-record";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";

const now = () => new Date("2026-11-23T10:12:00Z");
const record = (operation: string): LockRecord => ({
  operation,
  owner: `${operation}@example.org`,
  app: "penny-university",
  reason: "restore b003",
  since: "2026-11-23T10:00:00.000Z",
});

let simulator: GitHubUnderTest;
let github: GitHubClient;

beforeAll(async () => {
  simulator = await simulatedGitHub();
  const { apiUrl, token } = simulator;
  github = new GitHubClient({ apiUrl, token, repository: { owner: "orchard", repo: "apples" } });
});
afterAll(async () => {
  await github?.close();
  await simulator?.stop();
});
afterEach(() => new Lock(github, now).remove());

const lock = () => new Lock(github, now);

describe("the lock", () => {
  it("is held by one, and tells the second who holds it, since when, why, and how to take it over", async () => {
    await lock().acquire(record("ada"));
    const second = lock().acquire(record("grace"));
    await expect(second).rejects.toThrow(LockHeld);
    await expect(second).rejects.toThrow(
      /^ada@example\.org holds the lock since 2026-11-23 10:00 UTC \(12 min\): restore b003 \(penny-university\)\. .*--take-over/,
    );
  });

  it("goes to one of many who ask at once", async () => {
    const asked = ["a", "b", "c", "d"].map((name) => lock().acquire(record(name)));
    const results = await Promise.allSettled(asked);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.flatMap((each) => (each.status === "rejected" ? [(each.reason as LockHeld).id] : []))).toEqual([
      "lock_held",
      "lock_held",
      "lock_held",
    ]);
  });

  it("is the same run's again after a crash", async () => {
    await lock().acquire(record("ada"));
    const again = lock();
    await again.acquire(record("ada"));
    await again.release();
    expect(await lock().holder()).toBeUndefined();
  });

  it("can be taken over; the former holder notices before its next step, and does not give back what it has no more", async () => {
    const former = lock();
    await former.acquire(record("ada"));
    await former.verify();
    await lock().acquire(record("grace"), true);
    await expect(former.verify()).rejects.toThrow(LockLost);
    await former.release();
    expect((await lock().holder())?.operation).toBe("grace");
  });

  it("is honoured when something else made it", async () => {
    const sha = await github.commits.create({ message: "Deploying by hand", files: { a: "b" }, parents: [] });
    await github.refs.create("penny/lock", sha);
    await expect(lock().acquire(record("ada"))).rejects.toThrow(/^somebody holds the lock.*: Deploying by hand\./);
  });
});

describe("the audit log", () => {
  it("keeps every entry, also of those who write at once", async () => {
    const entry = (what: string): AuditEntry => ({
      at: now().toISOString(),
      operator: "ada",
      app: "penny-university",
      what,
      result: "succeeded",
      operation: what,
    });
    const log = new AuditLog(github);
    await log.append(entry("first"));
    await Promise.all([log.append(entry("second")), log.append(entry("third"))]);
    const told = (await log.read(10)).map(({ what }) => what);
    expect(told.at(-1)).toBe("first");
    expect(told.sort()).toEqual(["first", "second", "third"]);
  });
});

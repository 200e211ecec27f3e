import { Telling } from "../../../../sandbox/cli/telling";
import type { Happening } from "../../../../sandbox/kit/journal";

const backup: Happening = {
  at: "2026-11-24T08:00:00.000Z",
  kind: "backup",
  app: "penny",
  subject: "DATABASE_URL",
  result: "succeeded",
  detail: "a001, 902 bytes",
};
const job = (result: Happening["result"]): Happening => ({
  ...backup,
  kind: "job",
  subject: "work",
  result,
  detail: "-",
});

const span = { from: new Date("2026-11-24T04:00:00.000Z"), ms: 24 * 3_600_000 };

function told(...happenings: Happening[]): string[] {
  const lines: string[] = [];
  const telling = new Telling(
    span,
    (line) => lines.push(line),
    () => undefined,
  );
  for (const happening of happenings) telling.add(happening);
  telling.end();
  return lines;
}

describe("what ran while time passed", () => {
  it("is nothing when nothing fell due", () => {
    expect(told()).toEqual(["Nothing fell due."]);
  });

  it("has a line for every backup", () => {
    expect(told(backup, backup)).toEqual([
      "2026-11-24 08:00 UTC  backup  penny  DATABASE_URL: succeeded (a001, 902 bytes)",
      "2026-11-24 08:00 UTC  backup  penny  DATABASE_URL: succeeded (a001, 902 bytes)",
      "Ran meanwhile: 2 backups, 0 job runs.",
    ]);
  });

  it("counts a job that goes the same way, and shows it again when it goes another way", () => {
    expect(told(job("succeeded"), job("succeeded"), job("failed"), job("succeeded"))).toEqual([
      expect.stringContaining("work: succeeded"),
      expect.stringContaining("work: failed"),
      expect.stringContaining("and 2 more of  penny  work: succeeded"),
      "Ran meanwhile: 0 backups, 4 job runs (1 failed).",
    ]);
  });

  it("says every two seconds how far time has come, and how long the rest will take", () => {
    const remarks: string[] = [];
    let now = 0;
    const telling = new Telling(
      span,
      () => undefined,
      (line) => remarks.push(line),
      () => now,
    );
    for (now = 0; now <= 9_000; now += 500) {
      if (now === 3_000) telling.add(job("succeeded"));
      if (now > 3_000) telling.add({ ...job("succeeded"), at: "2026-11-24T12:00:00.000Z" });
      telling.tick();
    }
    expect(remarks).toEqual([
      "  … the first is running",
      "  … 2026-11-24 12:00 UTC, 5 have run, the next is running; about 10 s left",
      "  … 2026-11-24 12:00 UTC, 9 have run, the next is running; about 14 s left",
      "  … 2026-11-24 12:00 UTC, 13 have run, the next is running; about 18 s left",
    ]);
  });
});

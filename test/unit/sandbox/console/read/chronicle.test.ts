import { Chronicle } from "../../../../../sandbox/console/read/chronicle";
import { type Happening, Journal } from "../../../../../sandbox/kit/journal";

const job: Happening = {
  at: "2026-11-23T10:00:00Z",
  kind: "job",
  app: "penny",
  subject: "python manage.py digest",
  result: "succeeded",
  detail: "scheduler.1, exit code 0",
};
const backup: Happening = { ...job, kind: "backup", subject: "DATABASE_URL" };

test("runs of one job that went the same way are told once, the newest of them", () => {
  const journal = new Journal();
  const chronicle = new Chronicle(journal);
  for (const happening of [job, backup, job, { ...job, result: "failed" as const }, backup, { ...job, at: "last" }])
    journal.record(happening);
  expect(chronicle.newest(10)).toEqual([
    { happening: { ...job, at: "last" }, times: 3 },
    { happening: backup, times: 1 },
    { happening: { ...job, result: "failed" }, times: 1 },
    { happening: backup, times: 1 },
  ]);
});

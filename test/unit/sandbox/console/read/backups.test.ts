import { timeline, transferName, transferState } from "../../../../../sandbox/console/read/backups";
import type { Transfer } from "../../../../../sandbox/heroku-data/entities";

const backup = {
  num: 3,
  fromType: "pg_dump",
  toType: "gof3r",
  scheduleId: "schedule",
  succeeded: true,
  createdAt: "2026-11-23T08:00:00Z",
  finishedAt: "2026-11-23T08:00:04Z",
  canceledAt: null,
} as Transfer;

test("transfers are named as the heroku CLI names them", () => {
  const restore = { ...backup, fromType: "gof3r", toType: "pg_restore" } as const;
  const copy = { ...backup, toType: "pg_restore" } as const;
  expect([backup, { ...backup, scheduleId: null }, restore, copy].map(transferName)).toEqual([
    "a003",
    "b003",
    "r003",
    "c003",
  ]);
});

test("a transfer runs until it has ended one way or another", () => {
  const running = { ...backup, succeeded: null, finishedAt: null };
  const cancelled = { ...backup, succeeded: false, canceledAt: backup.finishedAt };
  const all = [running, backup, { ...backup, succeeded: false }, cancelled];
  expect(all.map(transferState)).toEqual(["running", "succeeded", "failed", "cancelled"]);
});

test("the timeline has a day for each day up to today, with its backups in their order", () => {
  const second = { ...backup, num: 4, createdAt: "2026-11-23T23:59:59Z" };
  const restore = { ...backup, num: 5, toType: "pg_restore" } as const;
  const days = timeline([restore, second, backup], "2026-11-22T12:00:00Z", new Date("2026-11-24T01:00:00Z"), 4);
  expect(days.map(({ date, backups, counts }) => [date, backups.map(({ num }) => num), counts])).toEqual([
    ["2026-11-21", [], false],
    ["2026-11-22", [], true],
    ["2026-11-23", [3, 4], true],
    ["2026-11-24", [], true],
  ]);
});

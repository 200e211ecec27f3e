import { mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { deadLocks, pendingOperations } from "../../../../engine/rehearsal/backend-files";
import { selectedStack, stackExists } from "../../../../engine/rehearsal/backend-stacks";
import { temporaryFolder } from "../../../support/temporary";

function state(files: Record<string, unknown>): string {
  const folder = temporaryFolder();
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(value));
  }
  return folder;
}

const lock = (pid: number, host = hostname()) => ({ pid, hostname: host, username: "me", timestamp: "2026-01-01" });
const locks = ".pulumi/locks/organization/penny/production";

test("a lock whose process has died is dead", () => {
  const folder = state({ [`${locks}/a.json`]: lock(11) });

  expect(deadLocks(folder, "penny", "production", () => false)).toEqual([11]);
});

test("a lock of a living process, or of another machine, is respected", () => {
  expect(deadLocks(state({ [`${locks}/a.json`]: lock(11) }), "penny", "production", () => true)).toEqual([]);
  expect(deadLocks(state({ [`${locks}/a.json`]: lock(11, "other") }), "penny", "production", () => false)).toEqual([]);
});

test("a dead lock beside a living one is left alone", () => {
  const folder = state({ [`${locks}/a.json`]: lock(11), [`${locks}/b.json`]: lock(22) });

  expect(deadLocks(folder, "penny", "production", (pid) => pid === 22)).toEqual([]);
});

test("pending operations are those of the stack's checkpoint", () => {
  const pending_operations = [{ type: "creating", resource: { urn: "urn:pulumi:p::penny::heroku:index:App::app" } }];
  const folder = state({ ".pulumi/stacks/penny/production.json": { checkpoint: { latest: { pending_operations } } } });

  expect(pendingOperations(folder, "penny", "production")).toEqual([
    { type: "creating", urn: "urn:pulumi:p::penny::heroku:index:App::app" },
  ]);
  expect(pendingOperations(folder, "penny", "qa")).toEqual([]);
});

test("a new stack, without a checkpoint's content, has nothing pending", () => {
  const folder = state({ ".pulumi/stacks/penny/qa.json": { checkpoint: { stack: "qa", latest: null } } });

  expect(stackExists(folder, "penny", "qa")).toBe(true);
  expect(pendingOperations(folder, "penny", "qa")).toEqual([]);
});

test("the stack that a person selected in this backend is known", () => {
  const stacks = { "file:///sandbox": "organization/penny/qa" };
  const home = state({ "workspaces/penny-1-workspace.json": { stacks } });

  expect(selectedStack(home, "file:///sandbox")).toBe("qa");
  expect(selectedStack(home, "file:///another")).toBeUndefined();
});

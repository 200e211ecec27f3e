import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownAccount, runsAsRoot } from "../../../../../sandbox/runtime/machine/account";
import { baseFolder, canReach, outsideFolder } from "../../../../../sandbox/runtime/machine/folders";

const place = mkdtempSync(join(tmpdir(), "folders-test-"));
const open = join(place, "open");
const stranger = { uid: 54_321, gid: 54_321, name: "stranger" };
beforeAll(() => mkdirSync(open));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe("a folder", () => {
  it("can be reached by its owner, though not by others, below one that is closed", () => {
    chmodSync(place, 0o700);
    expect(canReach(open, ownAccount())).toBe(true);
    expect(canReach(join(open, "not", "made", "yet"), stranger)).toBe(false);
  });

  it("can be reached by others when all above it let them pass", () => {
    chmodSync(place, 0o711);
    expect(canReach(open, stranger)).toBe(true);
  });
});

describe("the sandbox's data", () => {
  it("lies in its home where the account can reach that", () => {
    chmodSync(place, 0o711);
    expect(baseFolder(open, stranger)).toBe(open);
  });

  it("has an outside folder of its own for each home", () => {
    expect(outsideFolder("/a/.sandbox")).not.toBe(outsideFolder("/b/.sandbox"));
    expect(outsideFolder("/a/.sandbox")).toBe(outsideFolder("/a/x/../.sandbox"));
  });

  (runsAsRoot() ? it : it.skip)("lies outside a home that only root can enter", () => {
    chmodSync(place, 0o700);
    expect(baseFolder(open, stranger)).toBe(outsideFolder(open));
    rmSync(outsideFolder(open), { recursive: true });
  });
});

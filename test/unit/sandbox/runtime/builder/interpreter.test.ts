import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { findPip, wantedVersion } from "../../../../../sandbox/runtime/builder/python/interpreter";

const app = mkdtempSync(join(tmpdir(), "interpreter-test-"));
afterAll(() => rmSync(app, { recursive: true, force: true }));

describe("the Python version", () => {
  it("is none when the application names none", () => {
    expect(wantedVersion(app)).toBeUndefined();
  });

  it("is read from Pipfile.lock, the whole one first", () => {
    const requires = { python_version: "3.10", python_full_version: "3.10.2" };
    writeFileSync(join(app, "Pipfile.lock"), JSON.stringify({ _meta: { requires } }, null, 4));
    expect(wantedVersion(app)).toEqual({ version: "3.10.2", namedIn: "Pipfile.lock" });
  });

  it("is read from .python-version before that, where comments may stand", () => {
    writeFileSync(join(app, ".python-version"), "# ours\n3.12\n");
    expect(wantedVersion(app)).toEqual({ version: "3.12", namedIn: ".python-version" });
  });

  it("is read from runtime.txt before that", () => {
    writeFileSync(join(app, "runtime.txt"), "python-3.11.4\n");
    expect(wantedVersion(app)).toEqual({ version: "3.11.4", namedIn: "runtime.txt" });
  });
});

it("pip is taken from another Python on PATH when the build's has none", async () => {
  const folder = await findPip({ run: async () => 1 }, { file: "/nowhere/python3", version: "3.11.0" });
  expect(basename(folder ?? "")).toBe("pip");
  expect(existsSync(join(folder!, "__main__.py"))).toBe(true);
});

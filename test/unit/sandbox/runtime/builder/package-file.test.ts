import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFile } from "../../../../../sandbox/runtime/builder/python/package-file";

describe("the file that names a Python application's packages", () => {
  const folder = mkdtempSync(join(tmpdir(), "package-file-test-"));
  let apps = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function of(...names: string[]): string {
    const app = join(folder, String(++apps));
    mkdirSync(app);
    for (const name of names) writeFileSync(join(app, name), "");
    return packageFile(app);
  }

  it("is a requirements.txt, or a Pipfile.lock with its Pipfile", () => {
    expect(of("requirements.txt", "pyproject.toml", "setup.py")).toBe("requirements.txt");
    expect(of("Pipfile", "Pipfile.lock")).toBe("Pipfile.lock");
  });

  it.each([["pyproject.toml"], ["setup.py"], ["manage.py"]])("cannot be missing, as beside %s alone", (name) => {
    expect(() => of(name)).toThrow(/needs a requirements\.txt, Pipfile\.lock, poetry\.lock or uv\.lock/);
  });

  it("cannot be a Pipfile alone, whose versions are not pinned", () => {
    expect(() => of("Pipfile", "requirements.txt")).toThrow(/Pipfile has no Pipfile\.lock/);
  });

  it("cannot be one of several, between which nobody has chosen", () => {
    expect(() => of("requirements.txt", "uv.lock")).toThrow(/it has requirements\.txt \(pip\), uv\.lock \(uv\)/);
  });

  it.each([
    ["poetry.lock", "Poetry", "poetry export"],
    ["uv.lock", "uv", "uv export"],
  ])("cannot be %s here, and the way round it is told", (file, name, command) => {
    expect(() => of("pyproject.toml", file)).toThrow(new RegExp(`not with ${name}.+'${command}`));
  });
});

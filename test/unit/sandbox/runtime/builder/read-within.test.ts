import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWithin } from "../../../../../sandbox/runtime/builder/read-within";

let place: string;
let app: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "read-within-"));
  app = join(place, "app");
  mkdirSync(join(app, "config"), { recursive: true });
  mkdirSync(join(place, "app-of-another"));
  for (const file of ["app/config/web", "secret", "app-of-another/secret"])
    writeFileSync(join(place, file), `${file}\n`);
});
afterEach(() => rmSync(place, { recursive: true }));

describe("a file of an application", () => {
  it("is read, also through a link within the application", () => {
    symlinkSync("config/web", join(app, "Procfile"));
    expect(readWithin(app, "config/web")).toBe("app/config/web\n");
    expect(readWithin(app, "Procfile")).toBe("app/config/web\n");
  });

  it.each([
    ["upwards", "../secret"],
    ["to an absolute place", "/etc/passwd"],
    ["to a folder beside it whose name begins like its own", "../app-of-another/secret"],
    ["to nothing", "nothing"],
    ["to itself", "Procfile"],
  ])("is none when it is a link %s", (_where, target) => {
    symlinkSync(target, join(app, "Procfile"));
    expect(readWithin(app, "Procfile")).toBeUndefined();
  });

  it("is none below a folder that is a link out of the application", () => {
    symlinkSync("..", join(app, "up"));
    expect(readWithin(app, "up/secret")).toBeUndefined();
    expect(readWithin(app, "../secret")).toBeUndefined();
  });
});

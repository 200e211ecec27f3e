import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSdk, generatorFolder, sdkFolder } from "../../../provider/sdk/generate";

jest.setTimeout(300_000);

/** Whether this machine has Go and all that Pulumi's generator is made of. */
function canGenerate(): boolean {
  try {
    const options = { env: { ...process.env, GOPROXY: "off" }, stdio: "ignore" as const };
    execFileSync("go", ["list", "-C", generatorFolder, "-deps", "."], options);
    return true;
  } catch {
    return false;
  }
}

function sources(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !/^(bin|node_modules)\//.test(name));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

(canGenerate() ? describe : describe.skip)("the SDK, where Go can generate it", () => {
  it("comes out as it was committed, from the versions that are pinned", () => {
    const folder = mkdtempSync(join(tmpdir(), "heroku-sdk-again-"));
    try {
      generateSdk(folder);
      expect(sources(folder)).toEqual(sources(sdkFolder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freshBundle } from "../../../provider/bundle.cjs";
import { temporaryFolder } from "../../support/temporary";

const bundle = "provider/.bundle/main.cjs";

/** A project whose files were written at these times, in seconds. */
function project(files: Readonly<Record<string, number>>): string {
  const folder = temporaryFolder();
  const all = { "provider/main.ts": 1, "provider/engine/diff.ts": 1, "clients/index.ts": 1, "package-lock.json": 1 };
  for (const [name, time] of Object.entries({ ...all, ...files })) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    utimesSync(path, time, time);
  }
  return folder;
}

describe("the provider's bundle", () => {
  it("is used while nothing that it was made of is newer", () => {
    const folder = project({ [bundle]: 2 });
    expect(freshBundle(folder)).toBe(join(folder, bundle));
  });

  it.each(["provider/engine/diff.ts", "clients/index.ts", "package-lock.json"])("gives way to a newer %s", (file) => {
    expect(freshBundle(project({ [bundle]: 2, [file]: 3 }))).toBeUndefined();
  });

  it("is missing before the packages are installed", () => {
    expect(freshBundle(project({}))).toBeUndefined();
  });
});

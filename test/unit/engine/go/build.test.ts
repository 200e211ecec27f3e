import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailed } from "../../../../engine/errors";
import { inScratch, putInPlace, removeLeftovers } from "../../../../engine/files";
import { buildWithGo, type GoProgram } from "../../../../engine/go/build";
import { layoutOf, type Layout } from "../../../../engine/layout";
import { silentReport } from "../../../../engine/report";
import { temporaryFolder, writeProgram } from "../../../support/temporary";

/** A `go` that answers as Go does, and "builds" by running a line of shell with $out as the file to make. */
function withGo(build: string): { layout: Layout; program: GoProgram; restore: () => void } {
  const folder = temporaryFolder();
  const find = 'while [ "$1" != -o ]; do shift; done; out=$2';
  writeProgram(join(folder, "bin", "go"), `[ "$1" = env ] && { echo go1.26.0; echo local; exit; }\n${find}\n${build}`);
  mkdirSync(join(folder, "modules", "tool"), { recursive: true });
  writeFileSync(join(folder, "modules", "tool", "go.mod"), "module tool\n");
  const layout = { ...layoutOf({ PULUMI_HOME: join(folder, "home") }), modules: join(folder, "modules") };
  const path = process.env.PATH;
  process.env.PATH = `${join(folder, "bin")}:${path}`;
  return {
    layout,
    program: { module: "tool", package: ".", target: join(layout.home, "bin", "tool") },
    restore: () => (process.env.PATH = path),
  };
}

test("a program is put into its place when it is finished", async () => {
  const { layout, program, restore } = withGo("echo made > $out; chmod +x $out");

  await buildWithGo(program, layout, silentReport).finally(restore);

  expect(readFileSync(program.target, "utf8")).toBe("made\n");
  expect(readdirSync(layout.home)).toEqual(["bin"]);
});

test("a build that fails halfway leaves nothing, and says what Go said", async () => {
  const { layout, program, restore } = withGo("echo half > $out; echo 'checksum mismatch' >&2; exit 1");

  const error = await buildWithGo(program, layout, silentReport)
    .catch((thrown: unknown) => thrown)
    .finally(restore);

  expect(error).toBeInstanceOf(CommandFailed);
  expect((error as CommandFailed).message).toContain("checksum mismatch");
  expect(existsSync(program.target)).toBe(false);
  expect(readdirSync(layout.home)).toEqual([]);
});

test("what a killed set-up left is removed by the next, and a living one's is not", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, ".set-up-111-abc"));
  mkdirSync(join(home, ".set-up-222-abc"));
  mkdirSync(join(home, "plugins"));

  removeLeftovers(home, (pid) => pid === 222);

  expect(readdirSync(home).sort()).toEqual([".set-up-222-abc", "plugins"]);
});

test("the result replaces a folder that was there", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "plugin"));
  writeFileSync(join(home, "plugin", "old"), "");

  await inScratch(home, async (scratch) => {
    mkdirSync(join(scratch, "new"));
    await putInPlace(join(scratch, "new"), join(home, "plugin"));
  });

  expect(readdirSync(join(home, "plugin"))).toEqual([]);
});

import { cp, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { runCommand } from "../command";
import { NothingMade } from "../errors";
import { inScratch, isProgram, putInPlace } from "../files";
import { type Layout } from "../layout";
import { type Report } from "../report";
import { requireGo } from "./toolchain";

/** A program that is built from a pinned Go module. */
export interface GoProgram {
  /** The folder below engine/modules that holds go.mod and go.sum. */
  readonly module: string;
  /** The package to build: a path in the module graph, or "." for the folder's own main. */
  readonly package: string;
  /** Where the version is written into the program: a Go variable and its value. */
  readonly version?: { readonly variable: string; readonly value: string };
  /** The file to make. */
  readonly target: string;
}

export type Build = (program: GoProgram, layout: Layout, report: Report) => Promise<void>;

/**
 * Builds a program and puts it in its place in one step: an interrupted build leaves nothing there.
 * The module is copied first, so that nothing can change the tracked go.mod and go.sum; go.sum checks every dependency.
 * No C compiler is needed.
 * @throws {GoMissing} {GoTooOld} {CommandFailed} {NothingMade}
 */
export const buildWithGo: Build = async (program, layout, report) => {
  const go = await requireGo();
  report.line(`Go ${go} builds ${basename(program.target)}`);
  await inScratch(layout.home, async (scratch) => {
    const module = join(scratch, "module");
    await copyModule(join(layout.modules, program.module), module);
    const made = join(scratch, basename(program.target));
    const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-v", `-ldflags=${linkerFlags(program)}`];
    await runCommand("go", [...args, "-o", made, program.package], {
      cwd: module,
      env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOTMPDIR: scratch },
      onLine: packageCounter(report),
    });
    if (!isProgram(made)) throw new NothingMade("go build", made);
    await putInPlace(made, program.target);
  });
};

async function copyModule(from: string, to: string): Promise<void> {
  await mkdir(to);
  await cp(from, to, { recursive: true });
}

function linkerFlags({ version }: GoProgram): string {
  return ["-s", "-w", ...(version ? ["-X", `${version.variable}=${version.value}`] : [])].join(" ");
}

/** `go build -v` names each package as it compiles it, and each module as it downloads it. */
function packageCounter(report: Report): (line: string) => void {
  let compiled = 0;
  return (line) => {
    if (line.startsWith("go: ")) return report.line(line.slice("go: ".length));
    compiled += 1;
    report.line(`${compiled} packages compiled; ${line}`);
  };
}

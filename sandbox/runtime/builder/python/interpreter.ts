import { existsSync, realpathSync } from "node:fs";
import { execa } from "execa";
import { findProgram, pathFolders } from "../../machine/programs";
import { type BuildContext } from "../buildpack";
import { LanguageNotFound } from "../errors";
import { readWithin } from "../read-within";

export interface Interpreter {
  readonly file: string;
  /** `3.11.2` */
  readonly version: string;
}

interface WantedVersion {
  /** `3.11` or `3.11.4` */
  readonly version: string;
  readonly namedIn: string;
}

/** The version that the application names, in the files and forms that Heroku reads. */
export function wantedVersion(app: string): WantedVersion | undefined {
  for (const [namedIn, pattern] of [
    ["runtime.txt", /^python-(3[\d.]*)\s*$/m],
    [".python-version", /^(?:cpython-)?(3[\d.]*)\s*$/m],
    ["Pipfile.lock", /"python_full_version": "(3[\d.]*)"/],
    ["Pipfile.lock", /"python_version": "(3[\d.]*)"/],
  ] as const) {
    const version = pattern.exec(readWithin(app, namedIn) ?? "")?.[1];
    if (version !== undefined) return { version, namedIn };
  }
  return undefined;
}

const minorOf = (version: string) => version.split(".").slice(0, 2).join(".");

/** Tries each as the build's user: an interpreter in a home that only its owner can enter does not start. */
async function firstThatRuns(context: BuildContext, names: readonly string[]): Promise<Interpreter | undefined> {
  const folders = [...new Set(["/usr/bin", ...pathFolders(), "/usr/local/bin", "/opt/homebrew/bin"])];
  const files = names.flatMap((name) => folders.map((folder) => findProgram(name, [folder])));
  for (const file of new Set(files.filter((each) => each !== undefined))) {
    let version = "";
    const script = 'import platform, sys, venv; print(platform.python_version() if sys.version_info >= (3, 8) else "")';
    const code = await context.run([file, "-I", "-c", script], { log: (line) => (version = line.trim()), cwd: "/" });
    if (code === 0 && /^3\.\d+/.test(version)) return { file, version };
  }
  return undefined;
}

function announce({ output }: BuildContext, wanted: WantedVersion | undefined, { version }: Interpreter): void {
  if (wanted === undefined) {
    output.step("No Python version was specified. Using this machine's");
  } else if (minorOf(wanted.version) !== minorOf(version)) {
    output.problem(
      `Warning: Python ${wanted.version}, named in ${wanted.namedIn}, is not on this machine.`,
      `This build uses Python ${version} instead; Heroku will use ${wanted.version}.`,
    );
  }
  const from = wanted === undefined ? "" : ` for ${wanted.version} specified in ${wanted.namedIn}`;
  output.step(`Using Python ${version}${from}`);
}

/**
 * The interpreter of the version that the application names, else the machine's.
 * @throws LanguageNotFound
 */
export async function findInterpreter(context: BuildContext): Promise<Interpreter> {
  const wanted = wantedVersion(context.app);
  const names = [...(wanted === undefined ? [] : [`python${minorOf(wanted.version)}`]), "python3"];
  const found = await firstThatRuns(context, names);
  if (found === undefined)
    throw new LanguageNotFound(
      "no python3 (3.8 or newer) that every user can run",
      "apt-get install python3 python3-pip",
    );
  announce(context, wanted, found);
  return found;
}

const pipQuestion = ["-I", "-c", "import os, pip; print(os.path.dirname(pip.__file__))"];

/** pip of another Python than the build's: it is asked as the sandbox's own user, who may reach more. */
async function pipOfAnother(): Promise<string | undefined> {
  for (const folder of pathFolders()) {
    const file = findProgram("python3", [folder]);
    if (file === undefined) continue;
    const { failed, stdout } = await execa(file, pipQuestion, { reject: false, cwd: "/", timeout: 10_000 });
    if (!failed && existsSync(stdout.trim())) return realpathSync(stdout.trim());
  }
  return undefined;
}

/** The package folder of the interpreter's pip, else of any pip on this machine (it is plain Python), or undefined. */
export async function findPip(
  context: Pick<BuildContext, "run">,
  interpreter: Interpreter,
): Promise<string | undefined> {
  let folder = "";
  const log = (line: string) => (folder = line.trim());
  const code = await context.run([interpreter.file, ...pipQuestion], { log, cwd: "/" });
  return code === 0 && existsSync(folder) ? realpathSync(folder) : pipOfAnother();
}
